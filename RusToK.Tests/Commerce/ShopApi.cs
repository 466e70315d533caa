using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Server.Transport;
using RusToK.Core.Commands;
using RusToK.Core.Commerce;
using RusToK.Core.Content;
using RusToK.Core.Identity;
using RusToK.Core.Identity.Access;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Commerce;

/// <summary>The product's own schema on a test's database, executed in this process for a tenant and an actor.</summary>
internal sealed class ShopApi(SpineDatabase database) : IAsyncDisposable
{
    public ShopApi(CommerceHost host)
        : this(host.Database)
    {
    }

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddPersistence(new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:rustok", (string?)database.App)]).Build())
        .AddCommands()
        .AddTenancy()
        .AddIdentity()
        .AddContent()
        .AddCommerce()
        .AddRusToKSchema()
        .BuildServiceProvider();

    /// <summary>Executes an operation; its response with data and errors.</summary>
    public async Task<JsonNode> ExecuteAsync(CommandContext of, Role? role, string query, Guid? user = null, params string[] locales)
    {
        await using var scope = _services.CreateAsyncScope();
        var tenant = new ResolvedTenant(
            of.TenantId, "test", "Test", of.DefaultLocale, true, locales.Append(of.DefaultLocale).ToDictionary(l => l, _ => (string?)null), new HashSet<string>());
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(tenant, user, Guid.CreateVersion7());
        if (role is { } known)
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Enter(new Actor(user ?? Guid.CreateVersion7(), of.TenantId, known, Guid.CreateVersion7()));
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Request.Method = "POST";
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(new JsonObject { ["query"] = query }.ToJsonString()));
        using var body = new MemoryStream();
        http.Response.Body = body;
        await _services.GetRequiredService<GraphQLEndpoint>().PostAsync(http);
        await http.Response.BodyWriter.FlushAsync();
        var response = JsonNode.Parse(body.ToArray())!;
        if (response["errors"] is null)
            GraphQL.Exercised.Note(query);
        return response;
    }

    /// <summary>The data of an operation that must succeed.</summary>
    public async Task<JsonNode> DataAsync(CommandContext of, Role? role, string query, Guid? user = null, params string[] locales)
    {
        var response = await ExecuteAsync(of, role, query, user, locales);
        Xunit.Assert.True(response["errors"] is null, response.ToJsonString());
        return response["data"]!;
    }

    /// <summary>The code of an operation that must be refused.</summary>
    public async Task<(string Code, string? Field, string? Rule)> RefusedAsync(CommandContext of, Role? role, string query, Guid? user = null)
    {
        var response = await ExecuteAsync(of, role, query, user);
        var extensions = response["errors"]![0]!["extensions"]!;
        return ((string)extensions["code"]!, (string?)extensions["field"], (string?)extensions["rule"]);
    }

    /// <summary>Round trips to PostgreSQL during an operation. Each is one statement besides the tenant's setting, except in commands.</summary>
    public async Task<(JsonNode Data, int RoundTrips)> CountedAsync(CommandContext of, Role? role, string query)
    {
        var count = 0;
        using var root = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.Parent.TraceId == root.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
            ActivityStopped = activity => count += activity.TraceId == root.TraceId && !activity.OperationName.Contains("connect", StringComparison.OrdinalIgnoreCase) ? 1 : 0,
        };
        ActivitySource.AddActivityListener(listener);
        var data = await DataAsync(of, role, query);
        return (data, count);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

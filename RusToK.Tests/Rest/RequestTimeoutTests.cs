using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Identity;
using Xunit;

namespace RusToK.Tests.Rest;

/// <summary>A request that takes longer than it may is told so; it is not taken for one whose client has left.</summary>
public sealed class RequestTimeoutTests(RequestTimeoutTests.ImpatientApi host) : IClassFixture<RequestTimeoutTests.ImpatientApi>
{
    public sealed class ImpatientApi(SpineFixture spine) : LoneApiHost(spine)
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Http:RequestTimeout", "00:00:01")];
    }

    [Theory]
    [InlineData("POST", "/graphql")]
    [InlineData("GET", "/api/products?first=1")]
    public async Task Whoever_waits_too_long_gets_504(string method, string path)
    {
        var tenant = await host.Modules.NewTenantAsync();
        using var failures = new CountedMetric("rustok.tenant.errors");
        await using var source = NpgsqlDataSource.Create(host.Modules.Database.Superuser + ";Pooling=false");
        await using var locking = await source.OpenConnectionAsync(ModuleHost.Cancellation);
        await using var transaction = await locking.BeginTransactionAsync(ModuleHost.Cancellation);
        await using (var command = new NpgsqlCommand("LOCK TABLE read.products IN ACCESS EXCLUSIVE MODE", locking, transaction))
            await command.ExecuteNonQueryAsync(ModuleHost.Cancellation);

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
            request.Content = JsonContent.Create(new { query = "{ products(first: 1) { nodes { id } } }" });
        request.Headers.Add("X-Tenant-ID", tenant.TenantId.ToString());
        using var response = await host.Client.SendAsync(request, ModuleHost.Cancellation);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("The request took too long and was stopped.", (string?)problem["detail"]);
        Assert.Equal("INTERNAL", (string?)problem["errors"]![0]!["extensions"]!["code"]);
        Assert.True(failures.Sum() >= 1);
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Caching;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Caching.Redis;
using RusToK.Core.Commands;
using RusToK.Core.Content.Caching;
using RusToK.Core.Commerce.Catalog.Caching;
using RusToK.Core.Tenancy.Caching;
using RusToK.Embedded;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Caching;

/// <summary>Two replicas of the API in this process with a Redis between them, and the Worker's part played by the test.</summary>
public sealed class CachedReplicas(SpineFixture spine) : IAsyncLifetime
{
    private EmbeddedServers _redis = null!;
    private RunningApi[] _apis = [];
    private ServiceProvider _worker = null!;
    private AdminTokens _admins = null!;

    public LoneModuleHost Modules { get; } = new(spine);

    internal string Redis => _redis.Redis.ConnectionString;

    internal HttpClient First => _apis[0].Client;

    internal HttpClient Second => _apis[1].Client;

    /// <summary>What tells the replicas of changes.</summary>
    internal CacheInvalidator Invalidator { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Postgres = false });
        await Modules.InitializeAsync();
        _apis = [Start(), Start()];
        _worker = await NewProcessAsync();
        Invalidator = ActivatorUtilities.CreateInstance<CacheInvalidator>(_worker);
        await Invalidator.StartAsync(CancellationToken.None);
        _admins = new AdminTokens(Modules.Services, First);
    }

    public async ValueTask DisposeAsync()
    {
        if (Invalidator is not null)
        {
            await Invalidator.StopAsync(CancellationToken.None);
            Invalidator.Dispose();
        }

        foreach (var part in (IEnumerable<IAsyncDisposable?>)[_worker, .. _apis, Modules, _redis])
            if (part is not null)
                await part.DisposeAsync();
    }

    /// <summary>The caches of one process more, on the same Redis.</summary>
    internal async Task<ServiceProvider> NewProcessAsync(params (string Key, string Value)[] settings)
    {
        var services = Build(settings);
        await services.GetRequiredService<SharedRedis>().ConnectAsync();
        return services;
    }

    private ServiceProvider Build((string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([
                KeyValuePair.Create("ConnectionStrings:redis", (string?)Redis), KeyValuePair.Create("ConnectionStrings:rustok", (string?)Modules.Database.Worker),
                .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))])
            .Build())
        .AddLogging()
        .AddSingleton(Modules.Registry)
        .AddSingleton<IChangeTags, ContentChangeTags>()
        .AddSingleton<IChangeTags, CatalogChangeTags>()
        .AddSingleton<IChangeTags, TenantChangeTags>()
        .AddCaching()
        .BuildServiceProvider();

    /// <summary>Applies a tenant's events to the read models, and says so, as the Worker does.</summary>
    internal async Task CatchUpAsync(CommandContext tenant)
    {
        var events = await Modules.ReadLogAsync(tenant.TenantId);
        await Modules.ProjectAsync(events);
        foreach (var projection in Modules.Projections)
            Invalidator.Applied(projection.Name, events);
    }

    /// <summary>Asks a replica as nobody.</summary>
    internal static Task<JsonNode> AskAsync(HttpClient replica, CommandContext tenant, string query, object? variables = null) => AskAsync(replica, tenant, query, variables, null);

    /// <summary>An access token of the tenant's administrator.</summary>
    internal Task<string> TokenOfAdminAsync(CommandContext tenant) => _admins.OfAsync(tenant.TenantId);

    /// <summary>Asks a replica as the tenant's administrator.</summary>
    internal async Task<JsonNode> AskAsAdminAsync(HttpClient replica, CommandContext tenant, string query, object? variables = null) =>
        await AskAsync(replica, tenant, query, variables, await _admins.OfAsync(tenant.TenantId));

    private static async Task<JsonNode> AskAsync(HttpClient replica, CommandContext tenant, string query, object? variables, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Tenant-ID", tenant.TenantId.ToString());
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await replica.SendAsync(request, ModuleHost.Cancellation);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;
    }

    private RunningApi Start() => RunningApi.Start(Modules.Database, [("ConnectionStrings:redis", Redis), .. Settings]);

    /// <summary>Both replicas have the same keys of access tokens.</summary>
    private static readonly (string Key, string Value)[] Settings =
    [
        ("Identity:SigningKeys:0:Kid", "test"),
        ("Identity:SigningKeys:0:Secret", Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))),
    ];
}

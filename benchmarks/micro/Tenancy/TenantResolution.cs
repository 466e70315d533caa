using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Npgsql;
using RusToK.Api.Tenancy;
using RusToK.Benchmarks.Micro.Caching;
using RusToK.Core.Caching;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Benchmarks.Micro.Tenancy;

/// <summary>Finding the tenant of a request and entering it, as the API's middleware does, against looking its host up in a dictionary.</summary>
public class TenantResolution
{
    private const string Host = "shop.example.com";
    private const string SharedHost = "api.example.com";
    private const string Slug = "shop";

    /// <summary>Where nobody answers: whoever asks the database fails.</summary>
    private const string Nowhere = "Host=127.0.0.1;Port=1;Timeout=1";

    private readonly ResolvedTenant _tenant = new(
        Guid.CreateVersion7(), Slug, "Shop", "en", IsActive: true, new Dictionary<string, string?> { ["en"] = null }, new HashSet<string>());

    private readonly Dictionary<string, ResolvedTenant> _bare = new(StringComparer.OrdinalIgnoreCase);
    private readonly DefaultHttpContext _byHost = RequestTo(Host);
    private readonly DefaultHttpContext _byHeader = RequestTo(SharedHost);
    private TenantMiddleware _middleware = null!;

    [GlobalSetup]
    public void Fill()
    {
        _bare[Host] = _tenant;
        _byHeader.Request.Headers[TenantMiddleware.Header] = Slug;
        var caches = ProductCaches.Create();
        var cache = caches.Named.Get(TenantDirectory.Cache, lifeWhenDeaf: ProductCaches.Life);
        Remember(cache, $"host:{Host}", _tenant);
        Remember(cache, $"slug:{Slug}", _tenant);
        Remember(cache, $"host:{SharedHost}", null);
        _middleware = new TenantMiddleware(
            static _ => Task.CompletedTask, new TenantDirectory(NpgsqlDataSource.Create(Nowhere), caches.Named, caches.Dependencies));
        Check.That(ReferenceEquals(Bare(), _tenant) && ReferenceEquals(ByHost(), _tenant) && ReferenceEquals(ByHeader(), _tenant));
    }

    [Benchmark(Baseline = true, Description = "the host in a dictionary")]
    public object? Bare() => _bare.GetValueOrDefault(_byHost.Request.Host.Host);

    [Benchmark(Description = "tenant by host")]
    public object? ByHost() => Resolve(_byHost);

    [Benchmark(Description = "tenant by header, whose host is nobody's")]
    public object? ByHeader() => Resolve(_byHeader);

    private static void Remember(NamedCache cache, string key, ResolvedTenant? tenant) => Settled.Of(cache.GetAsync(
        null, key, _ => Task.FromResult(tenant), static tenant => new Kept(1_000, ["tenant"], IsAbsent: tenant is null), CancellationToken.None));

    private static DefaultHttpContext RequestTo(string host)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new TenantRequirement(true)), "bench"));
        return context;
    }

    private ResolvedTenant Resolve(DefaultHttpContext context)
    {
        var current = new CurrentTenant(new TenantScope());
        _middleware.InvokeAsync(context, current).GetAwaiter().GetResult();
        return current.Tenant;
    }
}

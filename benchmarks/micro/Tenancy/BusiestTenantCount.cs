using System.Collections.Concurrent;
using BenchmarkDotNet.Attributes;
using RusToK.Core.Telemetry.Tenants;

namespace RusToK.Benchmarks.Micro.Tenancy;

/// <summary>Counting a request for the busiest tenants, whom metrics tell apart, against counting it for all of them in a dictionary that never ends growing.</summary>
public class BusiestTenantCount
{
    private const int Requests = 8_192;
    private const int Tenants = 2_000;

    private readonly string[] _requests = [.. SkewedTenants.Of(Tenants, Requests)];
    private readonly ConcurrentDictionary<string, long> _bare = new(StringComparer.Ordinal);
    private readonly SpaceSaving _sketch = new(25 * BusiestTenants.Members);
    private readonly BusiestTenants _busiest = new(TimeProvider.System);

    [GlobalSetup]
    public void Count()
    {
        Check.That(Bare() == Requests && Sketch() == Requests);
        Check.That(Busiest() is > 0 and < Requests);
        Check.That(_busiest.Count(SkewedTenants.Busiest, out _) == SkewedTenants.Busiest && _busiest.Count("a stranger", out _) == BusiestTenants.Other);
        Check.That(_sketch.CountOf(SkewedTenants.Busiest) >= _bare[SkewedTenants.Busiest]);
    }

    [Benchmark(Baseline = true, Description = "ConcurrentDictionary.AddOrUpdate", OperationsPerInvoke = Requests)]
    public long Bare()
    {
        var counted = 0L;
        foreach (var slug in _requests)
            counted += _bare.AddOrUpdate(slug, 1, static (_, count) => count + 1) > 0 ? 1 : 0;
        return counted;
    }

    [Benchmark(Description = "the sketch alone", OperationsPerInvoke = Requests)]
    public long Sketch()
    {
        var counted = 0L;
        foreach (var slug in _requests)
        {
            _sketch.Add(slug);
            counted++;
        }

        return counted;
    }

    [Benchmark(Description = "the busiest tenants", OperationsPerInvoke = Requests)]
    public long Busiest()
    {
        var told = 0L;
        foreach (var slug in _requests)
            told += ReferenceEquals(_busiest.Count(slug, out _), BusiestTenants.Other) ? 0 : 1;
        return told;
    }
}

using RusToK.Benchmarks.Growth.Databases;
using RusToK.Benchmarks.Growth.Load;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Growth.Parts;

/// <summary>One process of the API, and two that share the same number of requests: what they hold in sum.</summary>
internal static class ReplicasPart
{
    public const string Name = "replicas";

    private const int Tenants = 10;
    private const string One = "1 process";
    private const string Two = "2 processes";

    public static async Task RunAsync(GrowthPlan plan, Report report, CancellationToken cancellationToken)
    {
        await using var servers = await GrowthServers.StartAsync(cancellationToken);
        var subjects = new List<Subject>();
        foreach (var (name, replicas) in ((string, int)[])[(One, 1), (Two, 2)])
        {
            // A database each, which tells whose connections are whose.
            var database = await GrownDatabase.CreateAsync(servers, FormattableString.Invariant($"replicas_{replicas}"), Tenants, plan.ProductsPerTenant, cancellationToken);
            subjects.Add(new Subject(name, One, database, await RunningApi.StartAsync(servers, database, Caching.Products, replicas, cancellationToken)));
        }

        await new Comparison(Name, servers, plan, report).RunAsync(subjects, cancellationToken);
    }
}

using RusToK.Benchmarks.Growth.Databases;
using RusToK.Benchmarks.Growth.Load;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Growth.Parts;

/// <summary>A small and a large database, each asked from PostgreSQL and from memory: more products, or more tenants.</summary>
internal static class SizesPart
{
    public const string Products = "products";
    public const string Tenants = "tenants";

    /// <summary>One tenant of ever more products.</summary>
    public static Task RunProductsAsync(GrowthPlan plan, Report report, Acceptance acceptance, CancellationToken cancellationToken) => RunAsync(
        Products, [new Size(1, GrowthPlan.FewProducts, "products"), new Size(1, plan.Products, "products")], plan, report, acceptance, cancellationToken);

    /// <summary>Ever more tenants of the same products.</summary>
    public static Task RunTenantsAsync(GrowthPlan plan, Report report, Acceptance acceptance, CancellationToken cancellationToken) => RunAsync(
        Tenants, [new Size(1, plan.ProductsPerTenant, "tenant"), new Size(plan.Tenants, plan.ProductsPerTenant, "tenants")], plan, report, acceptance, cancellationToken);

    private static async Task RunAsync(
        string part, IReadOnlyList<Size> sizes, GrowthPlan plan, Report report, Acceptance acceptance, CancellationToken cancellationToken)
    {
        await using var servers = await GrowthServers.StartAsync(cancellationToken);
        var databases = new List<GrownDatabase>();
        foreach (var size in sizes)
            databases.Add(await GrownDatabase.CreateAsync(servers, FormattableString.Invariant($"{part}_{databases.Count}"), size.Tenants, size.Products, cancellationToken));
        var subjects = new List<Subject>();
        foreach (var caching in (Caching[])[Caching.Nothing, Caching.Products])
            foreach (var (size, database) in sizes.Zip(databases))
                subjects.Add(new Subject(
                    size.NameOf(caching), sizes[0].NameOf(caching), database, await RunningApi.StartAsync(servers, database, caching, replicas: 1, cancellationToken)));
        var comparison = new Comparison(part, servers, plan, report);
        var results = await comparison.RunAsync(subjects, cancellationToken);
        foreach (var subject in subjects.Where(s => !s.IsYardstick))
            Judge(acceptance, subject, results, comparison.Series);
    }

    private static void Judge(
        Acceptance acceptance, Subject subject, IReadOnlyDictionary<string, Dictionary<string, List<Lap>>> results, Dictionary<string, double> series)
    {
        foreach (var (question, laps) in results)
        {
            acceptance.Add($"{subject.Name}: {question}, p50", Comparison.RatioOf(laps, subject, l => l.Turn.P50));
            acceptance.Add($"{subject.Name}: {question}, p99", Comparison.RatioOf(laps, subject, l => l.Turn.P99));
        }

        acceptance.Add($"{subject.Name}: memory of the API", Comparison.RatioOf(results.Values.Last(), subject, l => l.ResidentBytes));
        acceptance.Add($"{subject.Name}: series of metrics", series[subject.Name] / series[subject.Yardstick]);
    }

    /// <param name="Tenants">How many.</param>
    /// <param name="Products">Of each.</param>
    /// <param name="Unit">What grows.</param>
    private sealed record Size(int Tenants, int Products, string Unit)
    {
        public string NameOf(Caching caching) => FormattableString.Invariant(
            $"{(Unit == "products" ? Products : Tenants):N0} {Unit}, {(caching == Caching.Nothing ? "nothing cached" : "products cached")}");
    }
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Content.Queries;
using RusToK.Core.Persistence;
using RusToK.Core.Resilience;

namespace RusToK.Benchmarks.Catalog;

/// <summary>How long one list takes, in milliseconds: the 5th percentile, which a busy machine spoils least, the median and the 95th.</summary>
internal sealed record Latency(double P05, double Median, double P95)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{P05:F2} / {Median:F2} / {P95:F2}");
}

/// <summary>Reads every list so many times over one connection, or for <see cref="Longest"/>, with variants, prices, stock and collections, as the API does.</summary>
internal static class Measurement
{
    private const int Fewest = 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public static async Task<Dictionary<string, Latency>> RunAsync(NpgsqlDataSource app, int rounds, CancellationToken cancellationToken)
    {
        var store = new ReadStore(new TenantStatements(
            app, new DependencySet(Options.Create(new ResilienceOptions()), new CircuitBreakers(NullLogger<CircuitBreakers>.Instance))));
        var (queries, facets) = (new ProductQueries(store), new ProductFacetQueries(store));
        var latencies = new Dictionary<string, Latency>();
        foreach (var scenario in Scenario.All)
        {
            var after = scenario.Depth == 0 ? null : await CursorAsync(app, scenario, cancellationToken);
            var times = new List<double>(rounds);
            var begun = Stopwatch.GetTimestamp();
            for (var round = -rounds / 10; round < rounds && (times.Count < Fewest || Stopwatch.GetElapsedTime(begun) < Longest); round++)
            {
                var started = Stopwatch.GetTimestamp();
                if (scenario.Facets)
                    _ = await facets.CountAsync(Scenario.Tenant, scenario.List, cancellationToken);
                else
                    await ReadAsync(queries, scenario.List, after, cancellationToken);
                if (round >= 0)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Sort();
            latencies[scenario.Name] = new Latency(times[times.Count * 5 / 100], times[times.Count / 2], times[times.Count * 95 / 100]);
        }

        return latencies;
    }

    private static async Task ReadAsync(ProductQueries queries, ProductList list, string? after, CancellationToken cancellationToken)
    {
        var page = await queries.ListAsync(Scenario.Tenant, list, 20, after, null, null, ProductSelection.All & ~ProductSelection.Description, cancellationToken);
        if (page.Items.Count == 0)
            throw new InvalidOperationException($"The list {list} is empty, so there is nothing to measure.");
        foreach (var item in page.Items)
            _ = (item.Item.Variants.Count, item.Item.Collections.Count, item.Item.Options.Count);
    }

    /// <summary>The cursor of the row at the scenario's depth, made from the row itself: walking there would take a page at a time.</summary>
    private static async Task<string> CursorAsync(NpgsqlDataSource app, Scenario scenario, CancellationToken cancellationToken)
    {
        var (sql, isTime) = scenario.List.OrderBy == ProductOrder.TitleAsc
            ? ("SELECT title, product_id FROM read.product_texts WHERE tenant_id = $1 AND locale = 'en' AND status = 'active' ORDER BY title COLLATE \"und-x-icu\", product_id OFFSET (SELECT count(*) / 2 FROM read.product_texts WHERE tenant_id = $1) LIMIT 1", false)
            : ("SELECT created_at, id FROM read.products WHERE tenant_id = $1 AND status = 'active' ORDER BY created_at DESC, id DESC OFFSET (SELECT count(*) / 2 FROM read.products WHERE tenant_id = $1) LIMIT 1", true);
        await using var connection = await app.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantBatch.CreateTenantBatch(connection, Scenario.Tenant);
        TenantBatch.Add(batch, sql, new NpgsqlParameter<Guid> { TypedValue = Scenario.Tenant });
        await using var reader = await TenantBatch.ExecuteTenantReaderAsync(batch, cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var key = isTime ? reader.GetFieldValue<DateTimeOffset>(0).UtcTicks.ToString(CultureInfo.InvariantCulture) : reader.GetString(0);
        return new Cursor(scenario.List.Name, key, reader.GetGuid(1)).ToString();
    }
}

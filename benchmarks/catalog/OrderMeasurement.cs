using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Commerce;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Content;
using RusToK.Core.Persistence;

namespace RusToK.Benchmarks.Catalog;

/// <summary>Orders placed by many buyers at once: through the command, and with the stock locked in a round trip of its own.</summary>
internal static class OrderMeasurement
{
    private const int Buyers = 32;
    private const int Rounds = 5;

    /// <summary>What a decision in the process would cost: a transaction that locks, is answered, decides, and is told to commit.</summary>
    private const string Lock = "SELECT FROM commerce.product_stock WHERE tenant_id = $1 AND product_id = (SELECT product_id FROM commerce.variants WHERE tenant_id = $1 AND id = $2) FOR UPDATE";

    private const string Place = """
        SELECT made FROM commerce.place_order(
            ROW(gen_random_uuid(), NULL, NULL, now(), NULL, NULL, ARRAY[gen_random_uuid(), gen_random_uuid(), gen_random_uuid()], ARRAY[NULL, NULL, NULL]::text[])::events.origin,
            gen_random_uuid(), left(gen_random_uuid()::text, 20), gen_random_uuid()::text, '\x00', 'EUR', ARRAY['en'], NULL, ARRAY[$1], ARRAY[1],
            'buyer@example.org', NULL, NULL, NULL, NULL, now())
        """;

    public static async Task<IReadOnlyList<(string Name, string Result)>> RunAsync(CatalogDatabase database, string connectionString, double seconds, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:rustok", (string?)(connectionString + ";Maximum Pool Size=40"))]).Build();
        await using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddPersistence(configuration)
            .AddCommands().AddContent().AddCommerce()
            .BuildServiceProvider();
        var variants = await VariantsAsync(database, cancellationToken);
        var context = new CommandContext(Scenario.Tenant, "en", null, Guid.CreateVersion7());
        var app = services.GetRequiredService<NpgsqlDataSource>();

        async Task CommandAsync(Guid variant)
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<PlaceOrder, OrderResult>(new PlaceOrder
            {
                IdempotencyKey = Guid.NewGuid().ToString(),
                Currency = "EUR",
                Lines = [new OrderLineDraft(variant, 1)],
                Contact = new ContactDraft("buyer@example.org"),
            }, context, cancellationToken);
        }

        async Task ThreeRoundTripsAsync(Guid variant)
        {
            await using var connection = await app.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var locking = connection.CreateTenantBatch(Scenario.Tenant))
            {
                locking.Transaction = transaction;
                locking.Add(Lock, new NpgsqlParameter<Guid> { TypedValue = Scenario.Tenant }, new NpgsqlParameter<Guid> { TypedValue = variant });
                await locking.ExecuteNonQueryAsync(cancellationToken);
            }

            await using (var placing = new NpgsqlCommand(Place, connection, transaction))
            {
                placing.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = variant });
                await placing.ExecuteNonQueryAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }

        (string Name, Func<int, Task> Place)[] ways =
        [
            ("one thing everybody wants, one round trip", _ => CommandAsync(variants[0])),
            ("one thing everybody wants, three round trips", _ => ThreeRoundTripsAsync(variants[0])),
            ("a thousand things, one round trip", i => CommandAsync(variants[i % variants.Count])),
            ("a thousand things, three round trips", i => ThreeRoundTripsAsync(variants[i % variants.Count])),
        ];
        // Round by round, so that a slow moment of the machine does not fall on one way alone.
        var rounds = new List<double[]>();
        for (var round = 0; round < Rounds; round++)
            foreach (var (index, (_, place)) in ways.Index())
                rounds.Add([index, .. await MeasureAsync(place, seconds / Rounds)]);
        return [.. ways.Select((way, index) => (way.Name, Median(rounds.Where(r => (int)r[0] == index))))];
    }

    private static string Median(IEnumerable<double[]> rounds)
    {
        var middle = rounds.OrderBy(r => r[1]).ElementAt(Rounds / 2);
        return string.Create(CultureInfo.InvariantCulture, $"{middle[1]:N0}/s, p50 {middle[2]:F1} ms, p95 {middle[3]:F1} ms");
    }

    private static async Task<List<Guid>> VariantsAsync(CatalogDatabase database, CancellationToken cancellationToken)
    {
        await using (var stock = database.Superuser.CreateCommand("UPDATE commerce.stock_levels SET on_hand = 10000000; UPDATE commerce.variant_stock SET on_hand = 10000000, is_low = false"))
            await stock.ExecuteNonQueryAsync(cancellationToken);
        await using var command = database.Superuser.CreateCommand("""
            SELECT v.id FROM commerce.variants v JOIN commerce.products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
             WHERE v.tenant_id = $1 AND v.position = 0 AND p.status = 'active' ORDER BY v.id LIMIT 1000
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Scenario.Tenant });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var variants = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken))
            variants.Add(reader.GetGuid(0));
        return variants;
    }

    private static async Task<double[]> MeasureAsync(Func<int, Task> place, double seconds)
    {
        var next = 0;
        var times = new System.Collections.Concurrent.ConcurrentBag<double>();
        async Task BuyAsync(long until, bool counted)
        {
            while (Stopwatch.GetTimestamp() < until)
            {
                var started = Stopwatch.GetTimestamp();
                await place(Interlocked.Increment(ref next));
                if (counted)
                    times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        Task ForAsync(double duration, bool counted)
        {
            var until = Stopwatch.GetTimestamp() + (long)(duration * Stopwatch.Frequency);
            return Task.WhenAll(Enumerable.Range(0, Buyers).Select(_ => Task.Run(() => BuyAsync(until, counted))));
        }

        await ForAsync(seconds / 4, counted: false);
        await ForAsync(seconds, counted: true);
        var sorted = times.Order().ToList();
        return [sorted.Count / seconds, sorted[sorted.Count / 2], sorted[sorted.Count * 95 / 100]];
    }
}

using Npgsql;
using RusToK.Benchmarks.Mixed.Customers;
using RusToK.Lab.Audit;

namespace RusToK.Benchmarks.Mixed.Running;

/// <summary>What became of the writes that the API has acknowledged, once everything is quiet.</summary>
internal sealed record Settlement
{
    /// <summary>Orders, nodes and changed products that were acknowledged.</summary>
    public required long Acknowledged { get; init; }

    /// <summary>Of those, how many are not in the truth: the orders and nodes themselves, or their products at the version acknowledged or a later one.</summary>
    public required long MissingInTruth { get; init; }

    /// <summary>The same of the read models.</summary>
    public required long MissingInReadModels { get; init; }

    /// <summary>Rows of the truth, of all tenants, that the read models lack or have otherwise.</summary>
    public required long Lost { get; init; }

    /// <summary>Rows of the read models that the truth does not have.</summary>
    public required long Alien { get; init; }

    /// <summary>Events that consumers have given up on.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>Events that were still on their way when the wait for them was given up.</summary>
    public required long Backlog { get; init; }

    /// <summary>Seconds from the last answer until every event was applied.</summary>
    public required double DrainSeconds { get; init; }

    public bool IsComplete => this is { MissingInTruth: 0, MissingInReadModels: 0, Lost: 0, Alien: 0, DeadLetters: 0, Backlog: 0 };

    /// <summary>Waits for the events' arrival, at most a minute, and counts.</summary>
    public static async Task<Settlement> TakeAsync(NpgsqlDataSource database, Acknowledged acknowledged, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var audit = new ReadModelAudit(database);
        var limit = TimeSpan.FromMinutes(1);
        var left = await new Backlog(database).DrainAsync(limit, cancellationToken);
        // The last batch may be on its way still.
        while (await audit.MissingAsync(cancellationToken) > 0 && TimeProvider.System.GetElapsedTime(begun) < limit)
            await Task.Delay(50, cancellationToken);
        var drained = TimeProvider.System.GetElapsedTime(begun);
        Guid[] orders = [.. acknowledged.Orders], nodes = [.. acknowledged.Nodes], products = [.. acknowledged.Products.Keys];
        long[] versions = [.. products.Select(p => acknowledged.Products[p])];
        async Task<long> MissingAsync(string orderTable, string nodeTable, string productTable)
        {
            await using var command = database.CreateCommand($"""
                SELECT (SELECT count(*) FROM unnest($1) AS a (id) WHERE NOT EXISTS (SELECT FROM {orderTable} t WHERE t.id = a.id))
                     + (SELECT count(*) FROM unnest($2) AS a (id) WHERE NOT EXISTS (SELECT FROM {nodeTable} t WHERE t.id = a.id))
                     + (SELECT count(*) FROM unnest($3, $4) AS a (id, version) WHERE NOT EXISTS (SELECT FROM {productTable} t WHERE t.id = a.id AND t.version >= a.version))
                """);
            command.CommandTimeout = 0;
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = orders });
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = nodes });
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = products });
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = versions });
            return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        await using var dead = database.CreateCommand("SELECT count(*) FROM events.dead_letters WHERE status = 'dead'");
        return new Settlement
        {
            Acknowledged = orders.Length + nodes.Length + products.Length,
            MissingInTruth = await MissingAsync("commerce.orders", "content.nodes", "commerce.products"),
            MissingInReadModels = await MissingAsync("read.orders", "read.content_nodes", "read.products"),
            Lost = await audit.MissingAsync(cancellationToken),
            Alien = await audit.AlienAsync(cancellationToken),
            DeadLetters = (long)(await dead.ExecuteScalarAsync(cancellationToken))!,
            Backlog = left,
            DrainSeconds = drained.TotalSeconds,
        };
    }
}

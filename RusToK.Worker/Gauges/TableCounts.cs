using Npgsql;

namespace RusToK.Worker.Gauges;

/// <summary>What was counted in the tables of all tenants by one statement, and so in one snapshot of the data.</summary>
internal sealed class TableCounts
{
    private const string Products = "products";
    private const string Nodes = "nodes";
    private const string LowStock = "low stock";
    private const string Tenants = "tenants";
    private const string DeadRows = "dead rows";

    /// <summary>
    /// Products and nodes are read from products_created and content_nodes_listed alone (index-only scans: what grows with the catalog is
    /// some 70 bytes a row, and heap only where vacuum has not been), low stock from variant_stock_low, which has no other rows, and tenants whole:
    /// there are thousands of them. A day of the event log is not a table of its own here: days are added for ever.
    /// </summary>
    private const string Count = $"""
        SELECT '{Products}', status, count(*) FROM read.products GROUP BY status
        UNION ALL
        SELECT '{Nodes}', status, count(*) FROM read.content_nodes GROUP BY status
        UNION ALL
        SELECT '{LowStock}', '', count(*) FROM read.variant_stock WHERE is_low
        UNION ALL
        SELECT '{Tenants}', '', count(*) FROM tenancy.tenants WHERE is_active
        UNION ALL
        SELECT '{DeadRows}', whole.oid::regclass::text, sum(part.n_dead_tup)::bigint
          FROM pg_stat_user_tables part
          JOIN pg_class whole ON whole.oid = coalesce(pg_partition_root(part.relid), part.relid)
         WHERE part.schemaname = ANY ($1)
         GROUP BY whole.oid
        """;

    /// <summary>Where this product's tables are; others in the same database are not its affair.</summary>
    private static readonly string[] Schemas =
        ["commerce", "content", "events", "identity", "imports", "read", "rustok", "tenancy", "usage", "webhooks"];

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Dictionary<(string What, string Which), long> _counts = [];

    private TableCounts(DateTimeOffset takenAt) => TakenAt = takenAt;

    /// <summary>When it was begun.</summary>
    public DateTimeOffset TakenAt { get; }

    /// <summary>Estimated by PostgreSQL, by table with its schema; a table with its partitions is one.</summary>
    public IEnumerable<(string Table, long Rows)> Dead => _counts.Where(c => c.Key.What == DeadRows).Select(c => (c.Key.Which, c.Value));

    /// <summary>Variants whose stock is below their threshold.</summary>
    public long LowStockVariants => Of(LowStock);

    /// <summary>Tenants that are not switched off.</summary>
    public long ActiveTenants => Of(Tenants);

    public long ProductsIn(string status) => Of(Products, status);

    public long NodesIn(string status) => Of(Nodes, status);

    /// <param name="connection">As <c>rustok_worker</c>, which may see the rows of all tenants.</param>
    /// <param name="clock">What <see cref="TakenAt"/> is told by.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<TableCounts> TakeAsync(NpgsqlConnection connection, TimeProvider clock, CancellationToken cancellationToken)
    {
        var counts = new TableCounts(clock.GetUtcNow());
        await using var batch = connection.CreateBatch();
        batch.Timeout = (int)Longest.TotalSeconds;
        // A plan made while the tables were small reads them whole for ever; and the other cores are for requests.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "SELECT set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true)"));
        var count = new NpgsqlBatchCommand(Count);
        count.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Schemas });
        batch.BatchCommands.Add(count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            counts._counts[(reader.GetString(0), reader.GetString(1))] = reader.GetInt64(2);
        return counts;
    }

    private long Of(string what, string which = "") => _counts.GetValueOrDefault((what, which));
}

using Npgsql;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary>
/// Who is in a collection depends on collections and on products, which are in different partitions: two transactions that each see
/// only the other's old state would both be wrong. So a batch that changes collections of a tenant excludes, until it commits, every
/// batch that changes products of the tenant; those do not exclude each other. Tenants share 64 locks, taken in order.
/// </summary>
internal static class CatalogLocks
{
    private const int Buckets = 64;

    /// <summary>ASCII "CATA": the first key of these locks.</summary>
    private const int Key = 0x43415441;

    private const string Lock = """
        SELECT CASE WHEN b.exclusive THEN pg_advisory_xact_lock($3, b.bucket) ELSE pg_advisory_xact_lock_shared($3, b.bucket) END
          FROM unnest($1::int[], $2::bool[]) AS b(bucket, exclusive)
        """;

    public static void AddTo(IList<NpgsqlBatchCommand> commands, CatalogFacets facets)
    {
        var tenants = new SortedDictionary<int, bool>();
        foreach (var (tenant, _) in facets.Touched.Keys)
            tenants.TryAdd(BucketOf(tenant), false);
        foreach (var (tenant, aggregate, _, _) in facets.Deleted.Keys)
            tenants[BucketOf(tenant)] = tenants.GetValueOrDefault(BucketOf(tenant)) || aggregate == CommerceSchema.CollectionAggregate;
        foreach (var (tenant, _) in facets.CollectionVersions.Keys)
            tenants[BucketOf(tenant)] = true;
        if (tenants.Count == 0)
            return;
        var command = new NpgsqlBatchCommand(Lock);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. tenants.Keys] });
        command.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. tenants.Values] });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Key });
        commands.Add(command);
    }

    private static int BucketOf(Guid tenant)
    {
        Span<byte> bytes = stackalloc byte[16];
        tenant.TryWriteBytes(bytes, bigEndian: true, out _);
        return bytes[15] % Buckets;
    }
}

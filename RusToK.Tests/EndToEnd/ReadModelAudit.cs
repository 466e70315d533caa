using Npgsql;
using RusToK.Tests.Fixtures;
using Xunit;
using Counts = RusToK.Lab.Audit.ReadModelAudit;

namespace RusToK.Tests.EndToEnd;

/// <summary>The fault lab's audit of read models, for a database of these tests.</summary>
internal sealed class ReadModelAudit(SpineDatabase database)
{
    private static readonly string[] ReadTables =
    [
        "read.content_nodes", "read.content_documents", "read.content_node_tags", "read.categories", "read.category_names", "read.tags",
        "read.tag_names", "read.content_deleted",
    ];

    private readonly Counts _counts = new(Source(database));

    public static async Task<ReadModelAudit> InstallAsync(SpineDatabase database)
    {
        await using var source = Source(database);
        await Counts.InstallAsync(source, TestContext.Current.CancellationToken);
        return new ReadModelAudit(database);
    }

    /// <inheritdoc cref="Counts.MissingAsync"/>
    public Task<long> MissingAsync() => _counts.MissingAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc cref="Counts.AlienAsync"/>
    public Task<long> AlienAsync() => _counts.AlienAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc cref="Counts.RepeatedAsync"/>
    public Task<long> RepeatedAsync() => _counts.RepeatedAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc cref="Counts.TornAsync"/>
    public Task<long> TornAsync() => _counts.TornAsync(TestContext.Current.CancellationToken);

    /// <summary>Whether everything the log holds has arrived. Cheap while it has not.</summary>
    public async Task<bool> IsCaughtUpAsync() =>
        await database.ScalarAsync<bool>("""
            SELECT (SELECT count(*) FROM content.nodes) = (SELECT count(*) FROM read.content_nodes)
               AND (SELECT count(*) FROM content.node_translations) = (SELECT count(*) FROM read.content_documents)
            """)
        && await MissingAsync() == 0 && await AlienAsync() == 0;

    /// <summary>A hash of everything the read models hold of some tenants, derived columns included.</summary>
    public Task<string> FingerprintAsync(IEnumerable<Guid> tenants)
    {
        var ids = string.Join(',', tenants.Select(id => $"'{id}'"));
        return database.ScalarAsync<string>($"SELECT concat_ws(' ', {string.Join(", ", ReadTables.Select(table =>
            $"(SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, E'\n' ORDER BY t::text)), '') FROM {table} t WHERE tenant_id IN ({ids}))"))})");
    }

    /// <summary>Takes everything out of the read models, as an accident would.</summary>
    public async Task EmptyAsync()
    {
        // Whoever writes there takes the tables' locks in an order of its own.
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    await database.ExecuteAsync($"TRUNCATE {string.Join(", ", ReadTables)}");
                    return true;
                }
                catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.DeadlockDetected)
                {
                    return false;
                }
            }, TestContext.Current.CancellationToken, "the read models are empty");
    }

    // PostgreSQL is killed now and then: a connection that is not kept is not broken afterwards.
    private static NpgsqlDataSource Source(SpineDatabase database) => NpgsqlDataSource.Create($"{database.Superuser};Pooling=false");
}

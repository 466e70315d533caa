using Npgsql;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>The queue table of the hand-written outboxes, vacuumed as often as a table whose rows are all deleted needs.</summary>
internal static class OutboxTable
{
    public const string Name = "bench_outbox";

    public static async Task CreateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             create table {Name} (
                 id bigint generated always as identity primary key,
                 product_id int not null,
                 version int not null,
                 payload jsonb not null)
             with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0)
             """);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

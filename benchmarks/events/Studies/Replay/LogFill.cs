using System.Text;
using Npgsql;
using NpgsqlTypes;
using RusToK.Benchmarks.Events.Contestants;
using RusToK.Benchmarks.Events.Measuring;

namespace RusToK.Benchmarks.Events.Studies.Replay;

/// <summary>
/// Fills a log fast: all products change in one transaction, again and again, each change with its event as producers write it.
/// </summary>
internal static class LogFill
{
    private const int DistinctStates = 256;

    private const string ChangeAll =
        $"""
         with changed as (
             update bench_products set version = version + 1, state = ($2::text[])[1 + (id + version) % cardinality($2::text[])]::jsonb
              where id <= $1 returning id, version, state)
         insert into events.log (id, type, schema_version, tenant_id, aggregate_type, aggregate_id, aggregate_version,
             correlation_id, occurred_at, payload)
         select gen_random_uuid(), '{ProductProjection.EventType}', 1, $3, 'product', lpad(to_hex(id), 32, '0')::uuid, version,
                gen_random_uuid(), clock_timestamp(), state::json
           from changed
         """;

    /// <param name="database">Nothing was written to it.</param>
    /// <param name="gate">Counts what is committed.</param>
    /// <param name="workload">Draws the states.</param>
    /// <param name="events">How many the log shall hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(
        RoundDatabase database, BacklogGate gate, Workload workload, int events, CancellationToken cancellationToken)
    {
        var states = Enumerable.Range(0, DistinctStates).Select(_ => Encoding.UTF8.GetString(workload.Next().State)).ToArray();
        var tenant = Guid.CreateVersion7();
        for (var left = events; left > 0; left -= workload.Products)
        {
            await using var command = database.DataSource.CreateCommand(ChangeAll);
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Math.Min(left, workload.Products) });
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = states, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = tenant });
            gate.OnCommitted(await command.ExecuteNonQueryAsync(cancellationToken));
        }

        await database.TidyAsync(cancellationToken);
    }
}

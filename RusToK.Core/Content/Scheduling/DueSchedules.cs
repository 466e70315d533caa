using Npgsql;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Scheduling;

/// <summary>What is due, of all tenants. Only the Worker's login may ask.</summary>
public static class DueSchedules
{
    /// <summary>
    /// Claims what is due by PostgreSQL's clock. Others do not get it for some seconds, and for longer after every attempt: by then its
    /// row is gone, or whoever had claimed it came to nothing.
    /// </summary>
    /// <param name="dataSource">Connected as the Worker is.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<IReadOnlyList<DueSchedule>> ClaimAsync(NpgsqlDataSource dataSource, int max, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("""
            SELECT tenant_id, default_locale, node_id, action, id, due_at, attempt, actor_id, correlation_id, traceparent, tracestate
              FROM content.claim_due_schedules($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        var due = new List<DueSchedule>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            due.Add(new DueSchedule(
                reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), EnumText<ScheduledAction>.Parse(reader.GetString(3)), reader.GetGuid(4),
                reader.GetFieldValue<DateTimeOffset>(5), reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetGuid(7), reader.GetGuid(8),
                reader.IsDBNull(9) ? null : reader.GetString(9), reader.IsDBNull(10) ? null : reader.GetString(10)));
        return due;
    }
}

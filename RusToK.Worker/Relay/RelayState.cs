using Npgsql;

namespace RusToK.Worker.Relay;

/// <summary>The row of <c>events.relay_state</c>, and whether its transaction ids belong to this cluster.</summary>
internal sealed record RelayState(int Partitions, long Generation, bool SameCluster)
{
    public static async Task<RelayState> LoadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            SELECT s.partitions, s.generation, s.system_identifier = c.system_identifier
              FROM events.relay_state s, pg_control_system() c
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new InvalidOperationException("events.relay_state has no row: run the command `migrate` of the Worker, as the owner of the database, first.");
        return new RelayState(reader.GetInt16(0), reader.GetInt64(1), reader.GetBoolean(2));
    }
}

using Npgsql;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Consumers;

/// <summary>
/// Which partitions of a group this worker owns: advisory locks of one PostgreSQL session, shared out evenly among the live workers.
/// The locks end with the session, so a dead worker's partitions are free at once, and a frozen one's when PostgreSQL ends its
/// silent session. The cursor in PostgreSQL, not the lease, is what makes effects happen once.
/// </summary>
internal sealed class PartitionLeases : IAsyncDisposable
{
    /// <summary>Held shared by every live worker of the group, which is how they count each other.</summary>
    private const int Presence = 100_000;

    private readonly NpgsqlConnection _connection;
    private readonly int _group;
    private readonly int _partitions;
    private readonly HashSet<int> _held = [];

    private PartitionLeases(NpgsqlConnection connection, int group, int partitions)
    {
        _connection = connection;
        _group = group;
        _partitions = partitions;
    }

    public IReadOnlySet<int> Held => _held;

    public static async Task<PartitionLeases> OpenAsync(
        NpgsqlDataSource dataSource, string consumer, int partitions, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            var leases = new PartitionLeases(connection, LockGroup(consumer), partitions);
            await using var batch = connection.CreateBatch();
            Silence.EndsSession(batch, timeout);
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT pg_advisory_lock_shared({leases._group}, {Presence})"));
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return leases;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes free partitions up to this worker's share.</summary>
    /// <returns>Partitions taken now, and those that are one too many and should be given back when they are idle.</returns>
    public async Task<(List<int> Taken, List<int> Surplus)> BalanceAsync(CancellationToken cancellationToken)
    {
        var workers = Math.Max(1, await CountWorkersAsync(cancellationToken));
        var share = (_partitions + workers - 1) / workers;
        var taken = new List<int>();
        // Each worker begins elsewhere, so that they do not race for the same ones.
        var start = Math.Abs(_connection.ProcessID) % _partitions;
        for (var i = 0; i < _partitions && _held.Count < share; i++)
        {
            var partition = (start + i) % _partitions;
            if (_held.Contains(partition))
                continue;
            await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({_group}, {partition})", _connection);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                _held.Add(partition);
                taken.Add(partition);
            }
        }

        return (taken, [.. _held.Order().Skip(share)]);
    }

    public async Task ReleaseAsync(int partition)
    {
        if (!_held.Remove(partition))
            return;
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({_group}, {partition})", _connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", _connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException or IOException)
        {
            // The session is gone, and the locks with it.
        }

        await _connection.DisposeAsync();
    }

    /// <summary>FNV-1a of the consumer's name: the first key of its advisory locks.</summary>
    internal static int LockGroup(string consumer)
    {
        var hash = 2166136261u;
        foreach (var c in consumer)
            hash = (hash ^ c) * 16777619u;
        return (int)hash;
    }

    private async Task<int> CountWorkersAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"""
            SELECT count(DISTINCT pid)::int FROM pg_locks
             WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND classid::int8 = {(uint)_group} AND objid = {Presence} AND granted
            """, _connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}

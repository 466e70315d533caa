using Npgsql;
using RusToK.Worker.Consumers;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>Who holds which stream, by the advisory locks that workers take for them.</summary>
internal static class StreamHolders
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Returns once every stream is held and no worker holds more than its share.</summary>
    /// <exception cref="TimeoutException">That did not come about.</exception>
    public static async Task WaitUntilSharedAsync(
        NpgsqlDataSource dataSource, string consumer, int streams, int workers, CancellationToken cancellationToken)
    {
        var share = (streams + workers - 1) / workers;
        var begun = TimeProvider.System.GetTimestamp();
        while (await HeldAsync(dataSource, consumer, streams, cancellationToken) is var (all, most) && (all < streams || most > share))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"{all} of {streams} streams are held by {workers} workers, {most} by one of them");
            }

            await Task.Delay(Poll, cancellationToken);
        }
    }

    private static async Task<(int All, int Most)> HeldAsync(
        NpgsqlDataSource dataSource, string consumer, int streams, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select coalesce(sum(held), 0)::int, coalesce(max(held), 0)::int from (
                select count(*) as held from pg_locks
                 where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
                   and classid::int8 = $1 and objid::int8 < $2 and granted
                 group by pid) as workers
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (uint)PartitionLeases.LockGroup(consumer) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = streams });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }
}

using Npgsql;
using RusToK.Benchmarks.Growth.Databases;
using RusToK.Core.Events.Streams;
using RusToK.Embedded.Servers;
using StackExchange.Redis;

namespace RusToK.Benchmarks.Growth.Events;

/// <summary>What the streams of events hold.</summary>
/// <param name="Entries">Events that are not trimmed yet.</param>
/// <param name="Bytes">Of the streams' keys, as <c>MEMORY USAGE</c> has it.</param>
/// <param name="UsedBytes">Of the whole of Redis.</param>
internal readonly record struct StreamReading(long Entries, long Bytes, long UsedBytes)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    public static async Task<StreamReading> TakeAsync(RedisServer redis, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT partitions::integer FROM events.relay_state");
        var partitions = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var (entries, bytes) = (0L, 0L);
        foreach (var stream in Enumerable.Range(0, partitions).Select(StreamNames.Stream))
        {
            entries += await connection.GetDatabase().StreamLengthAsync(stream);
            var usage = await connection.GetDatabase().ExecuteAsync("MEMORY", "USAGE", stream, "SAMPLES", "0");
            bytes += usage.IsNull ? 0 : (long)usage;
        }

        return new StreamReading(entries, bytes, (await RedisUse.OfAsync(redis)).UsedBytes);
    }

    /// <summary>Once nothing more is trimmed.</summary>
    public static async Task<StreamReading> TakeSettledAsync(RedisServer redis, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var reading = await TakeAsync(redis, database, cancellationToken);
        var since = begun;
        while (TimeProvider.System.GetElapsedTime(since) < Rest && TimeProvider.System.GetElapsedTime(begun) < Longest)
        {
            await Task.Delay(Poll, cancellationToken);
            var next = await TakeAsync(redis, database, cancellationToken);
            if (next.Entries != reading.Entries)
                since = TimeProvider.System.GetTimestamp();
            reading = next;
        }

        return reading;
    }
}

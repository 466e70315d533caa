namespace RusToK.Worker.Relay;

internal static partial class RelayLog
{
    [LoggerMessage(1001, LogLevel.Information, "This worker is the relay now: continuing after batch {Batch}, generation {Generation}, {Partitions} partitions",
        EventName = "relay.elected")]
    public static partial void Elected(ILogger logger, long batch, long generation, int partitions);

    [LoggerMessage(1002, LogLevel.Warning, "The relay lost its session with PostgreSQL; another worker may take over. Trying again in {Delay}",
        EventName = "relay.session_lost")]
    public static partial void SessionLost(ILogger logger, Exception error, TimeSpan delay);

    [LoggerMessage(1003, LogLevel.Warning, "Redis does not answer; events stay in the log until it does. Trying again in {Delay}",
        EventName = "relay.redis_unavailable")]
    public static partial void RedisUnavailable(ILogger logger, Exception error, TimeSpan delay);

    [LoggerMessage(1004, LogLevel.Warning, "{LostBy} has lost data; filling the streams, now generation {Generation}, from batch {From} on",
        EventName = "relay.streams_lost")]
    public static partial void StreamsLost(ILogger logger, string lostBy, long generation, long from);

    [LoggerMessage(1005, LogLevel.Information, "Streams are filled again: {Events} events of {Batches} batches",
        EventName = "relay.streams_repaired")]
    public static partial void StreamsRepaired(ILogger logger, long events, long batches);

    [LoggerMessage(1006, LogLevel.Warning, "A stream is at its bound of {Bound} entries; waiting for its consumers", EventName = "relay.stream_full")]
    public static partial void StreamFull(ILogger logger, int bound);

    [LoggerMessage(1007, LogLevel.Critical, "{Reason}", EventName = "relay.refused")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(1008, LogLevel.Information, "Dropped {Partition} of the event log: older than {Days} days and handled by all",
        EventName = "relay.partition_dropped")]
    public static partial void PartitionDropped(ILogger logger, string partition, int days);

    [LoggerMessage(1009, LogLevel.Warning, "Another worker has become the relay; this one steps back", EventName = "relay.deposed")]
    public static partial void Deposed(ILogger logger);

    [LoggerMessage(1010, LogLevel.Information, "Set up {Partitions} streams for the first events", EventName = "relay.streams_first")]
    public static partial void StreamsFirst(ILogger logger, int partitions);
}

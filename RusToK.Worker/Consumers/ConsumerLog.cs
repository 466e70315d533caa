namespace RusToK.Worker.Consumers;

internal static partial class ConsumerLog
{
    [LoggerMessage(1101, LogLevel.Information, "{Consumer} owns partition {Partition} now, standing at {Cursor}",
        EventName = "consumer.partition_taken")]
    public static partial void PartitionTaken(ILogger logger, string consumer, int partition, string cursor);

    [LoggerMessage(1102, LogLevel.Information, "{Consumer} gave partition {Partition} back at {Cursor}", EventName = "consumer.partition_released")]
    public static partial void PartitionReleased(ILogger logger, string consumer, int partition, string cursor);

    [LoggerMessage(1103, LogLevel.Warning, "{Consumer}/{Partition} cannot write its batch; repeating it in {Delay}",
        EventName = "consumer.batch_delayed")]
    public static partial void BatchDelayed(ILogger logger, Exception error, string consumer, int partition, TimeSpan delay);

    [LoggerMessage(1104, LogLevel.Warning, "{Consumer}/{Partition}: event {EventId} ({EventType}) failed in attempt {Attempt}; the next one is at {NextAttempt:O}",
        EventName = "consumer.event_failed")]
    public static partial void EventFailed(
        ILogger logger, Exception error, string consumer, int partition, Guid eventId, string eventType, int attempt, DateTimeOffset nextAttempt);

    [LoggerMessage(1105, LogLevel.Error, "{Consumer}/{Partition}: event {EventId} ({EventType}) is a dead letter after {Attempts} attempts",
        EventName = "consumer.event_dead")]
    public static partial void EventDead(
        ILogger logger, Exception error, string consumer, int partition, Guid eventId, string eventType, int attempts);

    [LoggerMessage(1106, LogLevel.Warning, "{Consumer}/{Partition} lost its lease: another worker has moved the cursor",
        EventName = "consumer.lease_lost")]
    public static partial void LeaseLost(ILogger logger, string consumer, int partition);

    [LoggerMessage(1107, LogLevel.Error, "{Consumer}/{Partition} stopped unexpectedly; it will be taken again",
        EventName = "consumer.partition_failed")]
    public static partial void PartitionFailed(ILogger logger, Exception error, string consumer, int partition);

    [LoggerMessage(1108, LogLevel.Warning, "{Consumer} cannot read its streams; trying again in {Delay}", EventName = "consumer.read_delayed")]
    public static partial void ReadDelayed(ILogger logger, Exception error, string consumer, TimeSpan delay);

    [LoggerMessage(1109, LogLevel.Warning, "{Consumer} lost its session with PostgreSQL; trying again in {Delay}",
        EventName = "consumer.session_lost")]
    public static partial void SessionLost(ILogger logger, Exception error, string consumer, TimeSpan delay);

    [LoggerMessage(1110, LogLevel.Warning, "{Consumer}/{Partition} was not given the entries between {From} and {To}; they were read from the stream",
        EventName = "consumer.gap_filled")]
    public static partial void GapFilled(ILogger logger, string consumer, int partition, string from, string to);

    [LoggerMessage(1111, LogLevel.Warning, "{Consumer}/{Partition} misses the entries between {From} and {To}; waiting for the relay to publish them again",
        EventName = "consumer.gap_open")]
    public static partial void GapOpen(ILogger logger, string consumer, int partition, string from, string to);

    [LoggerMessage(1112, LogLevel.Information, "{Consumer}/{Partition}: dead letter of event {EventId} was replayed",
        EventName = "consumer.replayed")]
    public static partial void Replayed(ILogger logger, string consumer, int partition, Guid eventId);

    [LoggerMessage(1113, LogLevel.Warning, "{Consumer}/{Partition}: replay of event {EventId} failed; it is a dead letter again",
        EventName = "consumer.replay_failed")]
    public static partial void ReplayFailed(ILogger logger, Exception error, string consumer, int partition, Guid eventId);
}

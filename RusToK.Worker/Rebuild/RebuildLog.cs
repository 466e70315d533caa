namespace RusToK.Worker.Rebuild;

internal static partial class RebuildLog
{
    [LoggerMessage(1201, LogLevel.Information, "Read model {Projection} was rebuilt from {Events} events, up to batch {Batch}",
        EventName = "rebuild.rebuilt")]
    public static partial void Rebuilt(ILogger logger, string projection, long events, long batch);

    [LoggerMessage(1202, LogLevel.Error, "Rebuilding {Projection}: event {EventId} cannot be applied and is a dead letter",
        EventName = "rebuild.event_dead")]
    public static partial void EventDead(ILogger logger, Exception error, string projection, Guid eventId);

    [LoggerMessage(1203, LogLevel.Error, "Rebuilding {Projection}, which was asked for, failed; nothing was changed", EventName = "rebuild.failed")]
    public static partial void Failed(ILogger logger, Exception error, string projection);

    [LoggerMessage(1204, LogLevel.Warning, "Rebuilds that are asked for wait: the session that serves them has ended; trying again",
        EventName = "rebuild.office_lost")]
    public static partial void OfficeLost(ILogger logger, Exception error);
}

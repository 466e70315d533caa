using RusToK.Core.Content.Scheduling;

namespace RusToK.Worker.Scheduling;

internal static partial class SchedulerLog
{
    [LoggerMessage(1601, LogLevel.Warning, "What is due could not be read; the next attempt is in a second", EventName = "schedule.not_claimed")]
    public static partial void NotClaimed(ILogger logger, Exception error);

    [LoggerMessage(1602, LogLevel.Error, "The planned {Action} of node {NodeId} of tenant {TenantId} failed in attempt {Attempt}; there will be another",
        EventName = "schedule.not_done")]
    public static partial void NotDone(ILogger logger, Exception error, ScheduledAction action, Guid nodeId, Guid tenantId, int attempt);
}

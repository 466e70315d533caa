namespace RusToK.Worker.Import;

internal static partial class ImportLog
{
    [LoggerMessage(1501, LogLevel.Information, "Import {ImportId} of tenant {TenantId} has ended: {Outcome} after {Seconds} s {Reason}",
        EventName = "import.ended")]
    public static partial void Ended(ILogger logger, Guid importId, Guid tenantId, string outcome, double seconds, string? reason);

    [LoggerMessage(1502, LogLevel.Warning, "Import {ImportId} of tenant {TenantId} was interrupted in attempt {Attempt}; it goes on in {Pause}",
        EventName = "import.interrupted")]
    public static partial void Interrupted(ILogger logger, Exception error, Guid importId, Guid tenantId, int attempt, TimeSpan pause);

    [LoggerMessage(1503, LogLevel.Warning, "Imports that were asked for cannot be looked after; once more in {Pause}", EventName = "import.delayed")]
    public static partial void Delayed(ILogger logger, Exception error, TimeSpan pause);
}

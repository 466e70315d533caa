namespace RusToK.Worker.Gauges;

internal static partial class GaugesLog
{
    [LoggerMessage(1301, LogLevel.Warning, "Tables could not be counted; their gauges are silent until they can", EventName = "gauges.failed")]
    public static partial void Failed(ILogger logger, Exception error);
}

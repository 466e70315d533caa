using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RusToK.Core.Telemetry;

/// <summary>
/// How a failure looks in a trace: each span it ended has the error status and <c>error.type</c>, and the one where it arose has the
/// exception as well, as the only event of that kind.
/// </summary>
public static class SpanFailures
{
    private static readonly object Mark = new();
    private static readonly ConditionalWeakTable<Exception, object> Recorded = [];

    /// <summary>Marks a span as ended by a failure.</summary>
    /// <param name="span">The span; null when it is not traced.</param>
    /// <param name="error">What ended it. It becomes an event unless a span below has it already, as itself or as the cause of this one.</param>
    /// <param name="type">Value of <c>error.type</c>; the type of the exception when null.</param>
    /// <param name="description">Of the status; never sent to clients.</param>
    public static void Fail(this Activity? span, Exception error, string? type = null, string? description = null)
    {
        if (span is null)
            return;
        span.SetStatus(ActivityStatusCode.Error, description ?? error.GetType().Name);
        span.SetTag(Attributes.ErrorType, type ?? error.GetType().FullName);
        if (IsRecorded(error))
            return;
        span.AddException(error);
        Recorded.AddOrUpdate(error, Mark);
    }

    /// <summary>Learns of the exceptions that a library records on its own spans, for the rest of the process.</summary>
    internal static void WatchFor(string sourceName) => ActivitySource.AddActivityListener(new ActivityListener
    {
        ShouldListenTo = source => source.Name == sourceName,
        ExceptionRecorder = static (_, error, ref _) => Recorded.AddOrUpdate(error, Mark),
    });

    private static bool IsRecorded(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
            if (Recorded.TryGetValue(cause, out _))
                return true;
        return false;
    }
}

using System.Text;
using RusToK.Core.Events;

namespace RusToK.Worker.DeadLetters;

/// <summary>An event that a consumer gave up on.</summary>
internal sealed record DeadLetter(
    Guid Id, string Consumer, EventEnvelope Envelope, string Status, int Attempts, string ErrorType, string ErrorMessage,
    string? FailedTraceParent, DateTimeOffset FirstFailedAt, DateTimeOffset DeadAt, DateTimeOffset? ResolvedAt)
{
    /// <summary>Trace of the request that created the event.</summary>
    public string? TraceId => TraceIdOf(Envelope.TraceParent);

    /// <summary>Trace of the last failed attempt.</summary>
    public string? FailedTraceId => TraceIdOf(FailedTraceParent);

    public string Payload => Encoding.UTF8.GetString(Envelope.Payload.Span);

    private static string? TraceIdOf(string? traceParent) => traceParent is { Length: 55 } ? traceParent[3..35] : null;
}

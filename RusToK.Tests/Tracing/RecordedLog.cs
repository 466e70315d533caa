namespace RusToK.Tests.Tracing;

/// <summary>A log record as a backend saw it.</summary>
internal sealed record RecordedLog(
    string? TraceId, string? SpanId, string Service, string Severity, string Body, IReadOnlyDictionary<string, string> Attributes);

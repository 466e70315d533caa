using System.Diagnostics;

namespace RusToK.Tests.Tracing;

/// <summary>A span as a backend or a listener saw it.</summary>
internal sealed record RecordedSpan(
    string TraceId, string SpanId, string? ParentId, string Name, ActivityKind Kind, string Service, DateTimeOffset StartedAt,
    IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<(string TraceId, string SpanId)> Links, bool IsError)
{
    public static RecordedSpan From(Activity span, string service) => new(
        span.TraceId.ToHexString(), span.SpanId.ToHexString(),
        span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(),
        span.DisplayName, span.Kind, service, span.StartTimeUtc,
        span.TagObjects.ToDictionary(t => t.Key, t => t.Value?.ToString() ?? string.Empty),
        [.. span.Links.Select(l => (l.Context.TraceId.ToHexString(), l.Context.SpanId.ToHexString()))],
        span.Status == ActivityStatusCode.Error);
}

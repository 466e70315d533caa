using System.Diagnostics;

namespace RusToK.Tests.Tracing;

/// <summary>A span as a backend or a listener saw it.</summary>
internal sealed record RecordedSpan(
    string TraceId, string SpanId, string? ParentId, string Name, ActivityKind Kind, string Service, DateTimeOffset StartedAt,
    IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<(string TraceId, string SpanId)> Links,
    IReadOnlyList<RecordedEvent> Events, bool IsError)
{
    /// <summary>The exceptions recorded on it.</summary>
    public IEnumerable<RecordedEvent> Exceptions => Events.Where(e => e.Name == "exception");

    /// <summary>Every text in it that could carry what does not belong there.</summary>
    public IEnumerable<string> Texts => [Name, .. Attributes.Values, .. Events.SelectMany(e => e.Attributes.Values)];

    public static RecordedSpan From(Activity span, string service) => new(
        span.TraceId.ToHexString(), span.SpanId.ToHexString(),
        span.ParentSpanId == default ? null : span.ParentSpanId.ToHexString(),
        span.DisplayName, span.Kind, service, span.StartTimeUtc,
        ByName(span.TagObjects),
        [.. span.Links.Select(l => (l.Context.TraceId.ToHexString(), l.Context.SpanId.ToHexString()))],
        [.. span.Events.Select(e => new RecordedEvent(e.Name, ByName(e.Tags)))],
        span.Status == ActivityStatusCode.Error);

    private static Dictionary<string, string> ByName(IEnumerable<KeyValuePair<string, object?>> tags) =>
        tags.ToDictionary(t => t.Key, t => t.Value?.ToString() ?? string.Empty);
}

/// <summary>Something that happened during a span.</summary>
internal sealed record RecordedEvent(string Name, IReadOnlyDictionary<string, string> Attributes);

using System.Globalization;
using System.Text.Json;

namespace RusToK.Api.GraphQL.Server.GraphiQL.Traces;

/// <summary>What has arrived of a trace, read from OTLP JSON.</summary>
/// <param name="TraceId">32 hex digits.</param>
/// <param name="StartedAt">When its first span began.</param>
/// <param name="DurationMs">Milliseconds from there to the end of its last one.</param>
/// <param name="SpanCount">How many spans have arrived, those that are left out among them.</param>
/// <param name="Spans">Its first <see cref="MaxSpans"/> spans in the order they began.</param>
/// <seealso href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP's JSON encoding</seealso>
internal sealed record OtlpTrace(string TraceId, DateTimeOffset StartedAt, double DurationMs, int SpanCount, IReadOnlyList<TracedSpan> Spans)
{
    /// <summary>More than a person reads; an import's trace has thousands.</summary>
    public const int MaxSpans = 500;

    public const int MaxAttributes = 32;
    public const int MaxValueLength = 300;

    private const double NanosecondsPerMillisecond = 1_000_000;

    /// <summary>OTLP counts kinds from 1, with 0 for unspecified.</summary>
    private static readonly string[] Kinds = ["internal", "internal", "server", "client", "producer", "consumer"];

    /// <param name="traceId">Whose trace it is.</param>
    /// <param name="answer">An object with <c>resourceSpans</c>, by itself or as the <c>data</c> of an answer.</param>
    /// <returns>Null when there is no span in it. A span that lacks its id or its times is left out.</returns>
    public static OtlpTrace? Read(string traceId, JsonElement answer)
    {
        var data = Member(answer, "data") ?? answer;
        var spans = (
            from resource in List(data, "resourceSpans")
            let service = ServiceOf(resource)
            from scope in List(resource, "scopeSpans")
            from span in List(scope, "spans")
            let id = Text(span, "spanId")
            let start = Nanoseconds(span, "startTimeUnixNano")
            let end = Nanoseconds(span, "endTimeUnixNano")
            where id is not null && start is not null && end is not null
            orderby start
            select (Id: id, Service: service, Start: start.Value, End: end.Value, Span: span)).ToList();
        if (spans.Count == 0)
            return null;

        var began = spans[0].Start;
        return new OtlpTrace(
            traceId,
            DateTimeOffset.UnixEpoch.AddTicks(began / TimeSpan.NanosecondsPerTick),
            Milliseconds(spans.Max(s => s.End) - began),
            spans.Count,
            [
                .. spans.Take(MaxSpans).Select(s => new TracedSpan(
                    s.Id, Text(s.Span, "parentSpanId"), s.Service, Text(s.Span, "name") ?? "?", KindOf(s.Span),
                    Milliseconds(s.Start - began), Milliseconds(s.End - s.Start), IsError(s.Span), AttributesOf(s.Span))),
            ]);
    }

    private static string ServiceOf(JsonElement resourceSpans) =>
        Member(resourceSpans, "resource") is { } resource
            ? AttributesIn(resource).FirstOrDefault(a => a.Key == "service.name").Value ?? "?"
            : "?";

    private static string KindOf(JsonElement span) =>
        Member(span, "kind") is { ValueKind: JsonValueKind.Number } kind && kind.TryGetInt32(out var number) && number >= 0 && number < Kinds.Length
            ? Kinds[number]
            : Kinds[0];

    private static bool IsError(JsonElement span) =>
        Member(span, "status") is { } status && Member(status, "code") is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var number) && number == 2;

    private static Dictionary<string, string> AttributesOf(JsonElement span)
    {
        // What went wrong comes first: that is what somebody who opens a span that failed is looking for.
        var exceptions = List(span, "events").Where(e => Text(e, "name") == "exception").SelectMany(AttributesIn).Where(a => a.Key != "exception.stacktrace");
        var message = Member(span, "status") is { } status && Text(status, "message") is { } text ? [KeyValuePair.Create("status", text)] : Enumerable.Empty<KeyValuePair<string, string>>();
        var attributes = new Dictionary<string, string>();
        foreach (var (name, value) in message.Concat(exceptions).Concat(AttributesIn(span)))
        {
            if (attributes.Count == MaxAttributes)
                break;
            attributes.TryAdd(name, value.Length > MaxValueLength ? string.Concat(value.AsSpan(0, MaxValueLength), "…") : value);
        }

        return attributes;
    }

    private static IEnumerable<KeyValuePair<string, string>> AttributesIn(JsonElement element) =>
        from attribute in List(element, "attributes")
        let name = Text(attribute, "key")
        let value = Member(attribute, "value")
        where name is not null && value is { ValueKind: JsonValueKind.Object }
        // An any-value is an object with one member, named by its type.
        select KeyValuePair.Create(name, value.Value.EnumerateObject().Select(v => v.Value.ToString()).FirstOrDefault() ?? string.Empty);

    private static double Milliseconds(long nanoseconds) => Math.Round(nanoseconds / NanosecondsPerMillisecond, 3);

    private static long? Nanoseconds(JsonElement span, string name) =>
        long.TryParse(Text(span, name), NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? time : null;

    private static JsonElement.ArrayEnumerator List(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static string? Text(JsonElement element, string name) => Member(element, name)?.ToString() is { Length: > 0 } text ? text : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;
}

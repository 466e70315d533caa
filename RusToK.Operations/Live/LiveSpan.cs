namespace RusToK.Operations.Live;

/// <summary>A span as a backend of telemetry gives it back.</summary>
/// <param name="TraceId">In hexadecimal, as the other ids.</param>
/// <param name="SpanId">Its own.</param>
/// <param name="ParentId">Null for a root.</param>
/// <param name="Name">As in the catalogue of spans, filled in.</param>
/// <param name="Kind">As OTLP numbers it: 2 server, 3 client, 4 producer, 5 consumer, else internal.</param>
/// <param name="Source">Whose spans they are: the name of the ActivitySource.</param>
/// <param name="Service">Its <c>service.name</c>.</param>
/// <param name="Instance">Its <c>service.instance.id</c>.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="Attributes">All, as texts.</param>
/// <param name="IsError">Whether its status is an error.</param>
/// <param name="Error">What the status or its exception says; null when they say nothing.</param>
public sealed record LiveSpan(
    string TraceId, string SpanId, string? ParentId, string Name, int Kind, string Source, string Service, string Instance, DateTimeOffset Start,
    DateTimeOffset End, IReadOnlyDictionary<string, string> Attributes, bool IsError, string? Error)
{
    public const int Client = 3;
    public const int Consumer = 5;

    public TimeSpan Duration => End - Start;
}

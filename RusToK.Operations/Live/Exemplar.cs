namespace RusToK.Operations.Live;

/// <summary>One observation of a histogram, with the trace it was made in.</summary>
/// <param name="Labels">Of the series.</param>
/// <param name="TraceId">In hexadecimal.</param>
/// <param name="SpanId">The span that was current; empty when it is not known.</param>
/// <param name="Value">What was observed, in the unit of the histogram.</param>
/// <param name="At">When.</param>
public sealed record Exemplar(IReadOnlyDictionary<string, string> Labels, string TraceId, string SpanId, double Value, DateTimeOffset At);

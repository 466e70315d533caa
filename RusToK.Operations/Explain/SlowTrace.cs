using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary>A trace in which a histogram observed something, and whose time it was.</summary>
/// <param name="Exemplar">The observation.</param>
/// <param name="Spans">Of the trace: the observed one and what is beneath it; all when it is not known which one that is.</param>
/// <param name="Own">The time of each span that is not that of its children, the longest first.</param>
internal sealed record SlowTrace(Exemplar Exemplar, IReadOnlyList<LiveSpan> Spans, IReadOnlyList<(LiveSpan Span, TimeSpan Time)> Own)
{
    private const int Producer = 4;

    /// <summary>How long what was observed had waited before its span began, such as an event in the log and the stream.</summary>
    public TimeSpan Wait { get; private init; }

    /// <summary>The span that was observed.</summary>
    public LiveSpan? Root => Spans.FirstOrDefault(span => span.SpanId == Exemplar.SpanId);

    /// <param name="all">The whole trace.</param>
    public static SlowTrace Of(Exemplar exemplar, IReadOnlyList<LiveSpan> all)
    {
        var children = all.Where(span => span.ParentId is not null).ToLookup(span => span.ParentId!);
        var root = all.FirstOrDefault(span => span.SpanId == exemplar.SpanId);
        List<LiveSpan> spans = root is null ? [.. all] : [.. Beneath(root, children)];
        // A span that creates an event lasts as long as the statement beside it that writes it.
        var own = spans.Where(span => span.Kind != Producer).Select(span => (span, OwnTime(span, children[span.SpanId]))).OrderByDescending(one => one.Item2).ToList();
        var waited = root is { Kind: LiveSpan.Consumer } && TimeSpan.FromSeconds(exemplar.Value) - root.Duration is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        return new SlowTrace(exemplar, spans, own) { Wait = waited };
    }

    /// <summary>Seconds by component.</summary>
    public IReadOnlyDictionary<Component, double> ByComponent()
    {
        var times = Own.GroupBy(one => Component.Of(one.Span)).ToDictionary(same => same.Key, same => same.Sum(one => one.Time.TotalSeconds));
        if (Wait > TimeSpan.Zero)
            times[new Component(Component.Way, Component.Of(Root!).Name)] = Wait.TotalSeconds;
        return times;
    }

    private static IEnumerable<LiveSpan> Beneath(LiveSpan span, ILookup<string, LiveSpan> children) =>
        children[span.SpanId].Where(child => child.Kind != LiveSpan.Consumer).SelectMany(child => Beneath(child, children)).Prepend(span);

    private static TimeSpan OwnTime(LiveSpan span, IEnumerable<LiveSpan> children)
    {
        var (covered, until) = (TimeSpan.Zero, span.Start);
        foreach (var child in children.Where(child => child.Kind != Producer).OrderBy(child => child.Start))
        {
            var (start, end) = (child.Start > until ? child.Start : until, child.End < span.End ? child.End : span.End);
            if (end <= start)
                continue;
            covered += end - start;
            until = end;
        }

        return span.Duration - covered;
    }
}

using RusToK.Core.Telemetry;
using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary>Spans that failed in the same way, where the failure began.</summary>
/// <param name="Component">Whose they are.</param>
/// <param name="Service">In which they were.</param>
/// <param name="Name">Of the spans.</param>
/// <param name="ErrorType">Their <c>error.type</c>.</param>
/// <param name="Text">What one of them says; null when none does.</param>
/// <param name="Now">How many in the window.</param>
/// <param name="Expected">How many it would be if it were like before; null when that is not kept any more.</param>
/// <param name="TraceIds">Their traces.</param>
internal sealed record FailedSpans(Component Component, string Service, string Name, string ErrorType, string? Text, int Now, double? Expected, IReadOnlyList<string> TraceIds)
{
    /// <summary>Fewer are an accident.</summary>
    private const int Fewest = 3;

    private const double Weight = 3;

    /// <summary>Where the alert is about times, failures are worth less than what took the time.</summary>
    private const double WeightBeside = 1;

    public double Excess => Now - (Expected ?? 0);

    /// <param name="spans">All that failed, of both times.</param>
    /// <returns>What became more first. A failure that another one beneath it explains is left out.</returns>
    public static IReadOnlyList<FailedSpans> Of(IReadOnlyList<LiveSpan> spans, Window window)
    {
        var parents = spans.Where(span => span.ParentId is not null).Select(span => span.ParentId!).ToHashSet();
        return
        [
            .. spans.Where(span => !parents.Contains(span.SpanId) && (window.Has(span.End) || window.HasBefore(span.End)))
                .GroupBy(span => (Component: Component.Of(span), span.Service, span.Name, Type: span.Attributes.GetValueOrDefault(Attributes.ErrorType, "error")))
                .Select(same => new FailedSpans(
                    same.Key.Component, same.Key.Service, same.Key.Name, same.Key.Type, same.Select(span => span.Error).FirstOrDefault(text => text is not null),
                    same.Count(span => window.Has(span.End)), window.Expected(same.Count(span => window.HasBefore(span.End))), [.. same.Where(span => window.Has(span.End)).Select(span => span.TraceId).Distinct()]))
                .Where(one => one.Now > 0).OrderByDescending(one => one.Excess),
        ];
    }

    public static IEnumerable<Evidence> Evidence(IReadOnlyList<FailedSpans> failures, bool isAboutTimes)
    {
        // Without a before, what always fails looks as if it had begun.
        var weight = (isAboutTimes ? WeightBeside : Weight) / (failures.Any(one => one.Expected is null) ? 2 : 1);
        var more = failures.Where(one => one.Excess > 0).ToList();
        var sum = more.Sum(one => one.Excess);
        foreach (var same in more.GroupBy(one => one.Component))
            if (same.Sum(one => one.Excess) is var excess && excess >= Fewest)
                yield return new Evidence(
                    same.Key, weight * excess / sum,
                    $"{Wording.Percent(Math.Round(excess / sum, 2))} of the failures that came with it began there: {same.Sum(one => one.Now)} spans, usually {Wording.Usually(same.Any(one => one.Expected is null) ? null : same.Sum(one => one.Expected))}");
    }
}

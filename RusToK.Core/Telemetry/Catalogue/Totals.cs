using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>
/// The series of a counter that a request is counted by. They are added up here and read when metrics are collected, so that counting costs an
/// addition, instead of a way through the pipeline of every reader (ADR 0093).
/// </summary>
public sealed class Totals
{
    private readonly ConcurrentDictionary<string, Total> _series = new(StringComparer.Ordinal);

    /// <summary>The series with these labels; it is there, at zero, from now on.</summary>
    /// <param name="labels">All labels of the counter, in the order of its definition.</param>
    public Total Of(params KeyValuePair<string, object?>[] labels) =>
        _series.GetOrAdd(string.Join('\n', labels.Select(label => label.Value)), _ => new Total(labels));

    internal IEnumerable<Measurement<long>> Measure() => _series.Values.Select(total => total.Now);
}

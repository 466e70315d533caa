using RusToK.Lab.Running;

namespace RusToK.Lab.Faults;

/// <summary>The metric that names what is broken: of all its series, the one with the highest value has to have these labels.</summary>
/// <param name="Expression">PromQL; a series for each part that it could have been.</param>
/// <param name="Labels">Those that the worst series has to have.</param>
internal sealed record Culprit(string Expression, params (string Name, string Value)[] Labels)
{
    /// <summary>The worst series, told as a sentence.</summary>
    /// <returns>Whether it is the one it should be, and which it is; false with null when there is none.</returns>
    public async Task<(bool IsNamed, string? Worst)> FindAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var series = await system.Prometheus.QueryAsync(Expression, at: null, cancellationToken);
        if (series.Where(s => !double.IsNaN(s.Value)).MaxBy(s => s.Value) is not { } worst)
            return (false, null);
        var told = string.Join(", ", Labels.Select(label => $"{label.Name}={worst.Labels.GetValueOrDefault(label.Name, "")}"));
        return (Labels.All(label => worst.Labels.GetValueOrDefault(label.Name) == label.Value), $"{told} ({worst.Value:0.###})");
    }
}

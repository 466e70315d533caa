using RusToK.Benchmarks.Mixed.Load;

namespace RusToK.Benchmarks.Mixed.Soak;

/// <summary>What a long run changed.</summary>
/// <param name="WindowSeconds">Length of the times that are compared.</param>
/// <param name="Phases">The first window, what lies between, the last window.</param>
/// <param name="Growths">Of each value.</param>
/// <param name="Samples">All of them.</param>
internal sealed record SoakResult(double WindowSeconds, IReadOnlyList<PhaseResult> Phases, IReadOnlyList<Growth> Growths, IReadOnlyList<SoakSample> Samples);

/// <summary>A value at the beginning and at the end.</summary>
/// <param name="Name">What.</param>
/// <param name="First">Median of the first window.</param>
/// <param name="Last">Median of the last window.</param>
internal sealed record Growth(string Name, double First, double Last)
{
    private const double Much = 1.10;

    /// <summary>Growth by one is chance where numbers are small, such as those of threads.</summary>
    private const double Least = 1;

    /// <summary>Last by first; null when there was nothing at first.</summary>
    public double? Ratio => First > 0 ? Last / First : null;

    /// <summary>More than 10 %.</summary>
    public bool IsMuch => Last > First * Much && Last - First > Least;
}

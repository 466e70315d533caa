using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Events.Studies;

/// <summary>A question about the product's own pipeline, asked instead of the comparison with others.</summary>
/// <param name="Name">As in <c>--study</c>.</param>
/// <param name="Rounds">Rounds when the command line names none.</param>
/// <param name="Seconds">The window when the command line names none.</param>
/// <param name="RunAsync">Measures, prints, and returns what makes the numbers void: nothing when they count.</param>
internal sealed record Study(
    string Name, int Rounds, double Seconds, Func<BenchmarkOptions, Report, CancellationToken, Task<IReadOnlyList<string>>> RunAsync);

using RusToK.Benchmarks.Mixed.Load;
using RusToK.Benchmarks.Mixed.Modes;
using RusToK.Benchmarks.Mixed.Running;

namespace RusToK.Benchmarks.Mixed.Soak;

/// <summary>One rate for a long time, and what the processes hold at its beginning and at its end.</summary>
internal static class SoakRun
{
    private const double LongestWindow = 300;
    private const int Windows = 6;
    private const double LongestInterval = 10;
    private const int SamplesAWindow = 3;

    /// <param name="system">What is asked.</param>
    /// <param name="rate">Arrivals a second.</param>
    /// <param name="minutes">How long.</param>
    /// <param name="output">Where the tables go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<SoakResult> RunAsync(MixedSystem system, double rate, double minutes, Output output, CancellationToken cancellationToken)
    {
        var seconds = minutes * 60;
        var window = Math.Min(LongestWindow, seconds / Windows);
        Phase[] phases = [new("soak, first window", rate, window), new("soak, in between", rate, seconds - 2 * window), new("soak, last window", rate, window)];
        var sampler = await SoakSampler.StartAsync(system, TimeSpan.FromSeconds(Math.Min(LongestInterval, window / SamplesAWindow)));
        await using (sampler)
            await system.Load.RunAsync(phases, cancellationToken);
        var first = sampler.Samples.Where(s => s.Second <= window).ToList();
        var last = sampler.Samples.Where(s => s.Second > seconds - window).ToList();
        if (first.Count == 0 || last.Count == 0)
            throw new InvalidOperationException("The soak was too short for samples at its beginning and at its end: take half a minute or more.");
        var growths = first[0].Values.Keys.Select(name => new Growth(name, Median(first, name), Median(last, name))).ToList();
        var result = new SoakResult(window, [.. phases.Select(phase => phase.Result())], growths, sampler.Samples);
        Print(output, result);
        return result;
    }

    private static double Median(List<SoakSample> samples, string name)
    {
        double[] sorted = [.. samples.Select(s => s.Values[name]).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Print(Output output, SoakResult result)
    {
        foreach (var phase in result.Phases)
            Tables.Print(output, phase);
        output.Table(
            Tables.Text($"Medians of the first and the last {result.WindowSeconds:0} s, {result.Samples.Count} samples"),
            ["value", "first", "last", "last / first", "remark"],
            result.Growths.Select(g => (string[])
                [g.Name, Tables.Text($"{g.First:N1}"), Tables.Text($"{g.Last:N1}"), g.Ratio is { } ratio ? Tables.Text($"{ratio:0.00}") : "", g.IsMuch ? "grew by more than 10 %" : ""]));
        var grown = result.Growths.Where(g => g.IsMuch).Select(g => g.Name).ToList();
        output.Say(grown.Count == 0 ? "Nothing grew by more than 10 %." : $"Grew by more than 10 %: {string.Join(", ", grown)}.");
    }
}

using System.Runtime.CompilerServices;

namespace RusToK.Benchmarks.Micro;

/// <summary>Makes sure that an operation does what it is measured for: a broken one may be fast.</summary>
internal static class Check
{
    private static readonly List<string> Failed = [];

    /// <summary>What did not hold, so far: BenchmarkDotNet keeps to itself what is thrown after a measurement.</summary>
    public static IReadOnlyList<string> Failures => Failed;

    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void That(bool holds, [CallerArgumentExpression(nameof(holds))] string what = "", [CallerFilePath] string where = "")
    {
        if (holds)
            return;
        var failure = $"{Path.GetFileNameWithoutExtension(where)} does not do what it measures: {what}";
        Failed.Add(failure);
        throw new InvalidOperationException(failure);
    }
}

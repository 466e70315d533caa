using System.Runtime.CompilerServices;
using Xunit;

namespace RusToK.Tests;

/// <summary>Waits for a condition that nothing announces.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static Task HoldsAsync(
        Func<bool> condition, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        HoldsAsync(() => Task.FromResult(condition()), cancellationToken, text);

    /// <param name="condition">Asked again and again until it holds.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="text">What is waited for, as the failure says it.</param>
    public static Task HoldsAsync(
        Func<Task<bool>> condition, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        HoldsAsync(condition, () => text ?? string.Empty, Deadline, cancellationToken);

    /// <param name="condition">Asked again and again until it holds.</param>
    /// <param name="text">What is waited for and what there is instead, asked when the wait has failed.</param>
    /// <param name="deadline">Longest wait.</param>
    /// <param name="cancellationToken">The test's.</param>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition, Func<string> text, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var elapsed = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            if (elapsed.Elapsed > deadline)
                Assert.Fail($"Did not hold within {deadline.TotalSeconds:0} s: {text()}");
            await Task.Delay(10, cancellationToken);
        }
    }
}

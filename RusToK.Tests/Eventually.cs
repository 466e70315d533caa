using System.Runtime.CompilerServices;
using Xunit;

namespace RusToK.Tests;

/// <summary>Waits for a condition that nothing announces.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static Task HoldsAsync(
        Func<bool> condition, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        HoldsAsync(() => Task.FromResult(condition()), cancellationToken, text);

    /// <param name="condition">Asked again and again until it holds.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="text">What is waited for, as the failure says it.</param>
    public static async Task HoldsAsync(
        Func<Task<bool>> condition, CancellationToken cancellationToken, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var elapsed = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(elapsed.Elapsed < Deadline, $"Did not hold within {Deadline.TotalSeconds:0} s: {text}");
            await Task.Delay(10, cancellationToken);
        }
    }
}

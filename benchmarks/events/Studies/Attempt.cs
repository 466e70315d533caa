namespace RusToK.Benchmarks.Events.Studies;

/// <summary>A round that cannot be measured, or whose result is wrong, must not take the others' numbers with it; the run still exits with 1.</summary>
internal static class Attempt
{
    /// <param name="round">Which one, for the message.</param>
    /// <param name="measureAsync">Throws when its result does not count.</param>
    /// <param name="failures">Gets what went wrong.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(string round, Func<Task> measureAsync, List<string> failures, CancellationToken cancellationToken)
    {
        try
        {
            await measureAsync();
        }
#pragma warning disable CA1031 // Whatever it was, it is told and counted.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync(failure.ToString());
            failures.Add($"{round}: {failure.Message}");
        }
    }
}

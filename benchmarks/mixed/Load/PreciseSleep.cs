using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>Sleeps to within some tens of microseconds, where <see cref="Thread.Sleep(int)"/> counts milliseconds and waiting in a loop would take a processor.</summary>
internal static class PreciseSleep
{
    private const long Nanoseconds = 1_000_000_000;

    /// <param name="moment">As of <see cref="Stopwatch.GetTimestamp"/>; returns at once when it has passed.</param>
    public static void Until(long moment)
    {
        while (moment - Stopwatch.GetTimestamp() is > 0 and var ticks)
        {
            var nanoseconds = (long)((double)ticks / Stopwatch.Frequency * Nanoseconds);
            var request = new Duration(nanoseconds / Nanoseconds, nanoseconds % Nanoseconds);
            _ = Sleep(in request, nint.Zero);
        }
    }

    [DllImport("libc", EntryPoint = "nanosleep")]
    private static extern int Sleep(in Duration request, nint remaining);

    // struct timespec of a 64-bit system.
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Duration(long Seconds, long Nanoseconds);
}

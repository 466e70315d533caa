namespace RusToK.Tests.Scheduling;

internal static class Moments
{
    /// <summary>Without fractions, so that it comes back as it went.</summary>
    public static DateTimeOffset ToTheSecond(this DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}

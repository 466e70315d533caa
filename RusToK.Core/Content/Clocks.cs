namespace RusToK.Core.Content;

internal static class Clocks
{
    /// <summary>Now, in the microseconds PostgreSQL keeps, so that what a command returns equals what is read later.</summary>
    public static DateTimeOffset GetStorableNow(this TimeProvider clock) => clock.GetUtcNow().ToStorable();

    public static DateTimeOffset ToStorable(this DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}

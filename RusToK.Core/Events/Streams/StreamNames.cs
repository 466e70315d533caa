namespace RusToK.Core.Events.Streams;

/// <summary>Keys in Redis. The braces make a partition's keys share a cluster slot.</summary>
public static class StreamNames
{
    /// <summary>The destination's name in telemetry, whatever the partition.</summary>
    public const string Destination = "rustok.events";

    /// <summary>The stream of a partition.</summary>
    public static string Stream(int partition) => $"rustok:events:{{{partition}}}";

    /// <summary>
    /// Says which generation of streams this is. It is gone exactly when Redis has lost its data, which is how the relay finds out.
    /// </summary>
    public static string Generation(int partition) => $"rustok:events:{{{partition}}}:generation";
}

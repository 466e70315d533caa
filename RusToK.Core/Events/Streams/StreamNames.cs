namespace RusToK.Core.Events.Streams;

/// <summary>Keys in Redis. The braces make a partition's keys share a cluster slot.</summary>
public static class StreamNames
{
    /// <summary>What carries the streams, in telemetry.</summary>
    public const string System = "redis";

    /// <summary>The destination's name in telemetry, whatever the partition.</summary>
    public const string Destination = "rustok.events";

    /// <summary>What all keys begin with.</summary>
    public const string Keyspace = "rustok:events";

    /// <summary>The stream of a partition.</summary>
    public static string Stream(int partition) => $"{Keyspace}:{{{partition}}}";

    /// <summary>
    /// Says which generation of streams this is. It is gone exactly when Redis has lost its data, which is how the relay finds out.
    /// </summary>
    public static string Generation(int partition) => $"{Keyspace}:{{{partition}}}:generation";
}

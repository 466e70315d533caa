using System.ComponentModel.DataAnnotations;

namespace RusToK.Worker.Relay;

/// <summary>Configuration section <c>Relay</c>.</summary>
internal sealed class RelayOptions
{
    public const string Section = "Relay";

    /// <summary>Most events in one batch: bounds memory, and what a takeover has to publish again.</summary>
    [Range(1, 100_000)]
    public int BatchSize { get; set; } = 4000;

    /// <summary>Most events in one stream entry.</summary>
    [Range(1, 1000)]
    public int EventsPerEntry { get; set; } = 64;

    /// <summary>A stream entry is closed when it holds this many bytes (one larger event still goes alone).</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int BytesPerEntry { get; set; } = 256 * 1024;

    /// <summary>Entries a stream may hold before the relay waits for its consumers.</summary>
    [Range(10, 10_000_000)]
    public int MaxStreamLength { get; set; } = 20_000;

    /// <summary>Pause when the log has nothing new; doubled each time until <see cref="IdlePoll"/>. Behind a batch it is looked at again at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.0001", "00:00:10")]
    public TimeSpan ActivePoll { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Longest pause while nothing happens; reached by doubling.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan IdlePoll { get; set; } = TimeSpan.FromMilliseconds(25);

    /// <summary>Pause between attempts to become the relay, and between repairs of a lost connection.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan ElectionInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>PostgreSQL ends the session of a relay that is silent for longer (frozen, unreachable), which frees its office.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan SessionTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Days of the event log to keep; 0 keeps all. A read model can be rebuilt only from a whole log.</summary>
    [Range(0, 36500)]
    public int RetentionDays { get; set; }
}

using System.ComponentModel.DataAnnotations;

namespace RusToK.Core.Caching;

/// <summary>Configuration section <c>Caching</c>.</summary>
public sealed class CachingOptions : IValidatableObject
{
    public const string Section = "Caching";

    /// <summary>The caches that can be off: those of what readers are shown.</summary>
    internal static readonly string[] CanBeOff = ["content", "products"];

    /// <summary>Caches that remember nothing, so that the database answers each time: <c>content</c>, <c>products</c>.</summary>
    public string[] Off { get; set; } = [];

    /// <summary>Memory that one cache takes of a process, estimated; past it entries that were not asked for lately go.</summary>
    [Range(1_000_000, 64_000_000_000)]
    public long MaxBytes { get; set; } = 32_000_000;

    /// <summary>How long an entry counts in a process that hears of changes: the bound for one whose message was lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan LocalLife { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an entry counts in Redis.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan SharedLife { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it is remembered that there is nothing. Only in the process: strangers choose what they ask for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan AbsentLife { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an entry that no longer counts still answers while the database does not.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan StaleLife { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long one that has an old answer waits for the new one.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan SoftTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long one that has none waits.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan HardTimeout { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>How long Redis may take before the database is asked instead.</summary>
    [Range(typeof(TimeSpan), "00:00:00.005", "00:00:10")]
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromMilliseconds(200);

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        foreach (var name in Off.Except(CanBeOff, StringComparer.Ordinal))
            yield return new ValidationResult($"{Section}:{nameof(Off)} has '{name}'. These can be off: {string.Join(", ", CanBeOff)}.", [nameof(Off)]);
    }
}

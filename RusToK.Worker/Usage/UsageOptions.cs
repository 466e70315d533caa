using System.ComponentModel.DataAnnotations;

namespace RusToK.Worker.Usage;

/// <summary>Configuration section <c>Usage</c>.</summary>
internal sealed class UsageOptions
{
    public const string Section = "Usage";

    /// <summary>Days of usage that are kept; 0 keeps all.</summary>
    [Range(0, 36_500)]
    public int RetentionDays { get; set; } = 400;
}

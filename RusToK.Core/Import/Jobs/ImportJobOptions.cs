using System.ComponentModel.DataAnnotations;

namespace RusToK.Core.Import.Jobs;

/// <summary>Configuration section <c>Imports</c>: what the API takes.</summary>
public sealed class ImportJobOptions
{
    public const string Section = "Imports";

    /// <summary>Largest file in bytes.</summary>
    [Range(1024, 4L * 1024 * 1024 * 1024)]
    public long MaxFileBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Imports of one tenant that have not ended, at most.</summary>
    [Range(1, 1000)]
    public int MaxOpen { get; set; } = 5;

    /// <summary>Longest time for a file to come.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan UploadTimeout { get; set; } = TimeSpan.FromMinutes(10);
}

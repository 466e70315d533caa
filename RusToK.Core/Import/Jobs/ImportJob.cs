using System.Text.Json;

namespace RusToK.Core.Import.Jobs;

/// <summary>An import that was asked for over HTTP.</summary>
public sealed record ImportJob
{
    public required Guid Id { get; init; }

    public required ImportFormat Format { get; init; }

    public required ImportStatus Status { get; init; }

    /// <summary>What the file is called where it comes from; null when nobody said.</summary>
    public string? FileName { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Bytes { get; init; }

    public required ImportOptions Options { get; init; }

    /// <summary>The user who asked for it.</summary>
    public Guid? RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Of a running one, at most a second old.</summary>
    public ImportJobProgress? Progress { get; init; }

    /// <summary>Counts and remarks, as <c>./rustok import --report</c> writes them; null before the end.</summary>
    public JsonElement? Report { get; init; }

    /// <summary>Of a failed one.</summary>
    public string? Error { get; init; }
}

/// <param name="Phase">What is being done now.</param>
/// <param name="Entries">That are done, over all phases.</param>
/// <param name="Bytes">Read in this phase.</param>
/// <param name="TotalBytes">Of the file.</param>
public sealed record ImportJobProgress(string Phase, long Entries, long Bytes, long TotalBytes);

namespace RusToK.Core.Search;

/// <summary>A rebuild of a read model that was asked for.</summary>
public sealed record ReadModelRebuild
{
    public required Guid Id { get; init; }

    /// <summary>Such as <c>content</c>.</summary>
    public required string ReadModel { get; init; }

    public required RebuildStatus Status { get; init; }

    /// <summary>Events applied so far.</summary>
    public required long Events { get; init; }

    /// <summary>Why it failed; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>Who asked for it.</summary>
    public Guid? RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}

public enum RebuildStatus
{
    /// <summary>A worker takes it within seconds.</summary>
    Requested,

    /// <summary>A worker applies the log; readers see the old rows until the end.</summary>
    Running,

    /// <summary>Readers see the new rows.</summary>
    Done,

    /// <summary>Nothing was changed.</summary>
    Failed,
}

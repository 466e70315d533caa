using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Scheduling;

/// <summary>
/// What a Worker has to do to a node at a time. The row is deleted by the transaction that does it, or that makes it needless; so it
/// happens once. Guarded by the version of its node, whose own columns say the same to readers.
/// </summary>
public sealed record PublicationSchedule : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid NodeId { get; init; }

    public required ScheduledAction Action { get; init; }

    /// <summary>Names this plan as the cause of what it leads to; a new time is a new plan.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When a Worker takes it up: at the time, and some time later when that attempt came to nothing.</summary>
    public required DateTimeOffset AttemptAt { get; init; }

    public required int Attempts { get; init; }

    /// <summary>Who planned it; null for the system.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>Of the command that planned it: what follows belongs to the same chain.</summary>
    public required Guid CorrelationId { get; init; }

    /// <summary>W3C trace context of that command; null when it was not traced.</summary>
    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }
}

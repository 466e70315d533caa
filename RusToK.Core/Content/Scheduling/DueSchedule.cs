namespace RusToK.Core.Content.Scheduling;

/// <summary>A plan whose time has come, as the Worker that claimed it sees it.</summary>
/// <param name="DefaultLocale">Of the tenant.</param>
/// <param name="Attempt">From 1.</param>
public sealed record DueSchedule(
    Guid TenantId, string DefaultLocale, Guid NodeId, ScheduledAction Action, Guid Id, DateTimeOffset DueAt, int Attempt,
    Guid? ActorId, Guid CorrelationId, string? TraceParent, string? TraceState);

namespace RusToK.Core.Commands;

/// <summary>On whose behalf a command runs.</summary>
/// <param name="TenantId">The tenant whose rows are visible; row-level security holds every statement to it.</param>
/// <param name="DefaultLocale">Locale used where the caller names none.</param>
/// <param name="ActorId">The user; null for the system.</param>
/// <param name="CorrelationId">Kept along the chain of events that follows.</param>
/// <param name="CausationId">The event or command that caused this one.</param>
public sealed record CommandContext(
    Guid TenantId,
    string DefaultLocale,
    Guid? ActorId,
    Guid CorrelationId,
    Guid? CausationId = null);

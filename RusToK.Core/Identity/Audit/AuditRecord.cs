using RusToK.Core.Identity.Access;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Audit;

/// <summary>
/// One line of the audit log. What a super administrator does in another tenant has two: one before it begins, without which it does
/// not begin, and one that tells how it ended.
/// </summary>
public sealed record AuditRecord : ITenantOwned
{
    /// <summary>The tenant in which it was done.</summary>
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    /// <summary>The same on both lines of one operation.</summary>
    public required Guid OperationId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid ActorId { get; init; }

    public required Guid ActorTenantId { get; init; }

    public required Role ActorRole { get; init; }

    /// <summary>Name of the mutation or of the endpoint.</summary>
    public required string Operation { get; init; }

    public required AuditOutcome Outcome { get; init; }

    /// <summary>Code of a refusal, such as CONFLICT.</summary>
    public string? Code { get; init; }

    public string? TraceId { get; init; }
}

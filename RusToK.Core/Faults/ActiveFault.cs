namespace RusToK.Core.Faults;

/// <summary>A fault that is switched on.</summary>
/// <param name="Fault">Which one.</param>
/// <param name="Rate">Share of what it may strike that it strikes, above 0 and up to 1.</param>
/// <param name="Latency">How much longer it makes things take; zero for one that does not delay.</param>
/// <param name="EndsAt">When it ends by itself.</param>
public sealed record ActiveFault(Fault Fault, double Rate, TimeSpan Latency, DateTimeOffset EndsAt)
{
    /// <summary>The only field it strikes; null for all.</summary>
    public string? Field { get; init; }

    /// <summary>The only consumer it strikes; null for all.</summary>
    public string? Handler { get; init; }

    /// <summary>The only type of event it strikes; null for all.</summary>
    public string? EventType { get; init; }

    /// <summary>The only tenant it strikes; null for all.</summary>
    public Guid? TenantId { get; init; }

    /// <param name="tenantId">Whose the thing is; null when it is nobody's, or several tenants'.</param>
    public bool IsFor(Guid? tenantId) => TenantId is null || TenantId == tenantId;
}

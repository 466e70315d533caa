using RusToK.Core.Faults;

namespace RusToK.ServiceDefaults.Faults;

/// <summary>How a fault is switched on.</summary>
internal sealed record ActiveFaultResponse(
    double Rate, double? LatencySeconds, string? Field, string? Handler, string? EventType, Guid? Tenant, DateTimeOffset EndsAt, double LeftSeconds)
{
    public static ActiveFaultResponse Of(ActiveFault fault, TimeProvider clock) => new(
        fault.Rate, fault.Fault.Delays ? fault.Latency.TotalSeconds : null, fault.Field, fault.Handler, fault.EventType, fault.TenantId, fault.EndsAt,
        Math.Max(0, (fault.EndsAt - clock.GetUtcNow()).TotalSeconds));
}

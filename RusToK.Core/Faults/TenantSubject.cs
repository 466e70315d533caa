namespace RusToK.Core.Faults;

/// <summary>Something of one tenant; its span is the current one.</summary>
/// <param name="TenantId">Null when it is nobody's.</param>
public readonly record struct TenantSubject(Guid? TenantId) : IFaultSubject
{
    public double RateOf(ActiveFault fault) => fault.IsFor(TenantId) ? fault.Rate : 0;
}

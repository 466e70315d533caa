namespace RusToK.Operations.Explain;

/// <summary>What a tenant had of all requests.</summary>
/// <param name="Tenant">Its slug, or <c>other</c>.</param>
/// <param name="Requests">The part of the requests.</param>
/// <param name="Errors">The part of the failures; null when there were none.</param>
/// <param name="Time">The part of the time that requests took.</param>
internal sealed record TenantShare(string Tenant, double Requests, double? Errors, double Time)
{
    /// <summary>By how much its part of failures or time has to be above that of requests.</summary>
    private const double Least = 0.3;

    private const double Weight = 2;

    public static IEnumerable<Evidence> Evidence(IReadOnlyList<TenantShare> tenants)
    {
        foreach (var tenant in tenants)
        {
            if (tenant.Errors is { } errors && errors - tenant.Requests >= Least)
                yield return new Evidence(
                    new Component(Component.Tenant, tenant.Tenant), Weight * (errors - tenant.Requests), $"{Wording.Percent(errors)} of the failures are its, of {Wording.Percent(tenant.Requests)} of the requests");
            if (tenant.Time - tenant.Requests >= Least)
                yield return new Evidence(
                    new Component(Component.Tenant, tenant.Tenant), Weight * (tenant.Time - tenant.Requests), $"{Wording.Percent(tenant.Time)} of the time is its, of {Wording.Percent(tenant.Requests)} of the requests");
        }
    }
}

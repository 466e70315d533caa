namespace RusToK.Api.Tenancy;

/// <summary>Endpoint metadata: whether a request must name a tenant. The endpoint's own word beats its group's.</summary>
internal sealed record TenantRequirement(bool IsRequired);

internal static class TenantRequirementExtensions
{
    public static TBuilder RequireTenant<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new TenantRequirement(true));

    public static TBuilder WithoutTenant<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new TenantRequirement(false));
}

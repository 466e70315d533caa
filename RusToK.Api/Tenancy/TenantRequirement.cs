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

    /// <summary>Whether the endpoint that was routed to is one of those; no endpoint is none.</summary>
    public static bool RequiresTenant(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<TenantRequirement>() is { IsRequired: true };
}

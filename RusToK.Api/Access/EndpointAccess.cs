using RusToK.Core.Identity.Access;

namespace RusToK.Api.Access;

/// <summary>Who may call an endpoint. One that is for everybody says so by <c>AllowAnonymous()</c>.</summary>
internal static class EndpointAccess
{
    /// <param name="endpoint">The endpoint or group.</param>
    /// <param name="permission">One of <see cref="Permissions"/>.</param>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder endpoint, string permission)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRequirement(Permissions.Known(permission)));

    /// <summary>Any signed-in user may call it.</summary>
    public static TBuilder RequireSignIn<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new AccessRequirement(null));
}

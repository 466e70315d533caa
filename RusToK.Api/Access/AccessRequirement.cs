using RusToK.Core.Identity.Access;

namespace RusToK.Api.Access;

/// <summary>What an endpoint or a field asks of whoever calls it. The same in REST and GraphQL.</summary>
/// <param name="Permission">The permission; null for any signed-in user.</param>
internal sealed record AccessRequirement(string? Permission)
{
    /// <exception cref="Core.Errors.UnauthenticatedException">Nobody is signed in.</exception>
    /// <exception cref="Core.Errors.ForbiddenException">The actor lacks the permission.</exception>
    public void Check(CurrentActor current) => _ = Permission is null ? current.Require() : current.Require(Permission);
}

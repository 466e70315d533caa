namespace RusToK.Core.Identity.Access;

/// <summary>A signed-in user, as far as decisions about access need to know.</summary>
/// <param name="UserId">Who.</param>
/// <param name="TenantId">Whose user it is. It differs from the request's tenant only for the platform's administrators.</param>
/// <param name="Role">What they are to their tenant.</param>
/// <param name="SessionId">The session they signed in to.</param>
public sealed record Actor(Guid UserId, Guid TenantId, Role Role, Guid SessionId)
{
    public bool May(string permission) => RolePermissions.Of(Role).Allows(permission);

    /// <summary>Whether a thing is theirs. What belongs to nobody is nobody's.</summary>
    /// <param name="ownerId">The user who placed, wrote or opened it.</param>
    public bool Owns(Guid? ownerId) => ownerId == UserId;

    /// <summary>Owners may; others need the permission.</summary>
    public bool OwnsOrMay(Guid? ownerId, string permission) => Owns(ownerId) || May(permission);
}

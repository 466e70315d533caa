using RusToK.Core.Errors;

namespace RusToK.Core.Identity.Access;

/// <summary>Who the current request comes from. Scoped; entered once by whoever checked the credentials.</summary>
public sealed class CurrentActor
{
    private const string NoToken = "Sign in: this needs an access token in the header Authorization: Bearer.";

    private string _whyNobody = NoToken;

    /// <summary>Null when nobody is signed in.</summary>
    public Actor? Actor { get; private set; }

    /// <summary>Whether no credentials were given at all, good or not.</summary>
    public bool IsNobody => Actor is null && ReferenceEquals(_whyNobody, NoToken);

    /// <exception cref="InvalidOperationException">The scope belongs to somebody else already.</exception>
    public void Enter(Actor actor)
    {
        if (Actor is { } current && current != actor)
            throw new InvalidOperationException("A scope has one actor only.");
        Actor = actor;
    }

    /// <summary>Credentials were given and did not count; what needs somebody tells the client so.</summary>
    /// <param name="reason">A sentence for people.</param>
    public void Refuse(string reason) => _whyNobody = reason;

    /// <exception cref="UnauthenticatedException">Nobody is signed in.</exception>
    public Actor Require() => Actor ?? throw new UnauthenticatedException(_whyNobody);

    /// <exception cref="UnauthenticatedException">Nobody is signed in.</exception>
    /// <exception cref="ForbiddenException">The actor lacks the permission.</exception>
    public Actor Require(string permission) => Require() is var actor && actor.May(permission) ? actor : throw Lacks(permission);

    /// <summary>Owners may; others need the permission.</summary>
    /// <exception cref="UnauthenticatedException">Nobody is signed in.</exception>
    /// <exception cref="ForbiddenException">It belongs to another, and the actor lacks the permission.</exception>
    public Actor RequireOwnership(Guid? ownerId, string permission) =>
        Require() is var actor && actor.OwnsOrMay(ownerId, permission) ? actor : throw Lacks(permission);

    private static ForbiddenException Lacks(string permission) => new($"This needs the permission {permission}.", permission);
}

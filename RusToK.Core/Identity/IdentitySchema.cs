namespace RusToK.Core.Identity;

/// <summary>Names of the module in the database and in the event log.</summary>
internal static class IdentitySchema
{
    public const string Name = "identity";

    public const string UserAggregate = "user";

    /// <summary>A session is an aggregate of its own: signing in many times at once must not queue for the user's row.</summary>
    public const string SessionAggregate = "session";
}

namespace RusToK.AppHost;

/// <summary>Who can sign in to a system of development; the passwords are parameters.</summary>
internal static class Accounts
{
    /// <summary>Administers the tenant <c>demo</c>.</summary>
    public const string DemoAdmin = "admin@demo.localhost";

    /// <summary>Administers the platform, of the tenant <c>platform</c>.</summary>
    public const string PlatformAdmin = "admin@platform.localhost";
}

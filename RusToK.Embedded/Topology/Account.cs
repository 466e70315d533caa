namespace RusToK.Embedded.Topology;

/// <summary>With what a person signs in to a development system.</summary>
/// <param name="Tenant">Slug of the tenant.</param>
/// <param name="Email">The mail address.</param>
/// <param name="Password">Generated for this system.</param>
public sealed record Account(string Tenant, string Email, string Password)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"account at {Tenant}";
}

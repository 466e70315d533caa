using System.Security.Cryptography;

namespace RusToK.Embedded.Topology;

/// <summary>The passwords of a cluster's logins.</summary>
/// <param name="Superuser">Of <c>postgres</c>, which only sets the cluster up.</param>
/// <param name="Owner">Of the login that owns the database and migrates it.</param>
/// <param name="App">Of the login of the API.</param>
/// <param name="Worker">Of the login of the Worker.</param>
public sealed record ClusterSecrets(string Superuser, string Owner, string App, string Worker)
{
    /// <summary>None of them.</summary>
    public override string ToString() => nameof(ClusterSecrets);

    internal static ClusterSecrets Generate() => new(Password(), Password(), Password(), Password());

    // Hexadecimal needs no quoting anywhere.
    private static string Password() => RandomNumberGenerator.GetHexString(48, lowercase: true);
}

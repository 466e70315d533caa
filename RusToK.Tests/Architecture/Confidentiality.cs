namespace RusToK.Tests.Architecture;

/// <summary>Names that mean a secret or tell of a person, whatever type has them.</summary>
internal static class Confidentiality
{
    private static readonly string[] Words =
    [
        "email", "mail", "password", "token", "secret", "phone", "displayname", "firstname", "lastname", "login", "ipaddress", "useragent", "note", "line1", "line2", "city",
        "postalcode", "connectionstring", "signature", "cookie", "credentials", "idempotencykey", "authorization", "signingkey",
    ];

    /// <summary>What has such a word in its name and is nothing of the kind.</summary>
    private static readonly string[] Harmless =
    [
        // Why an imported thing is not as in the file.
        "notes",
    ];

    public static bool IsSuspect(string name)
    {
        var lower = name.ToLowerInvariant();
        return !Harmless.Contains(lower) && Words.Any(w => lower.Contains(w, StringComparison.Ordinal));
    }
}

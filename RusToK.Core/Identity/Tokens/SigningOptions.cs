namespace RusToK.Core.Identity.Tokens;

/// <summary>Keys of access tokens; section <c>Identity</c>.</summary>
public sealed class SigningOptions
{
    /// <summary>Key ids that begin so are refused outside of development.</summary>
    public const string DevelopmentMark = "development";

    /// <summary>The first signs, all of them verify: to rotate, put a new one in front, and take the old one away once its tokens have expired.</summary>
    public IList<SigningKey> SigningKeys { get; } = [];

    public string Issuer { get; set; } = "rustok";

    public string Audience { get; set; } = "rustok-api";
}

/// <summary>A symmetric key with its name.</summary>
public sealed class SigningKey
{
    /// <summary>Shortest secret in bytes: that of the hash (RFC 7518, 3.2).</summary>
    public const int LeastBytes = 32;

    /// <summary>Stands in the header of tokens; say when it was made, such as <c>2026-11</c>.</summary>
    public string Kid { get; set; } = "";

    /// <summary>At least <see cref="LeastBytes"/> random bytes in Base64: <c>openssl rand -base64 32</c>.</summary>
    public string Secret { get; set; } = "";
}

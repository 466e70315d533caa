using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RusToK.ServiceDefaults.Access;

/// <summary>A token from configuration that a request has to send as <c>Authorization: Bearer</c>, compared in the same time whatever is sent.</summary>
internal sealed class BearerToken(string token)
{
    private const string Scheme = "Bearer ";

    private readonly byte[] _hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public bool IsSentBy(HttpRequest request) =>
        request.Headers.Authorization is [{ } text] && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(text[Scheme.Length..].Trim())), _hash);

    /// <summary>The name of the scheme, and nothing of the token.</summary>
    public override string ToString() => nameof(BearerToken);
}

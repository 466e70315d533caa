using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace RusToK.Core.Identity.Tokens;

/// <summary>The keys of this process. In development, without configured ones, a new one for as long as the process lives.</summary>
internal sealed partial class SigningKeyRing
{
    private readonly Dictionary<string, SecurityKey> _keys;

    public SigningKeyRing(IOptions<SigningOptions> options, ILogger<SigningKeyRing> logger)
    {
        List<SymmetricSecurityKey> keys = [.. options.Value.SigningKeys.Select(k => new SymmetricSecurityKey(Convert.FromBase64String(k.Secret)) { KeyId = k.Kid })];
        if (keys.Count == 0)
        {
            keys.Add(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(SigningKey.LeastBytes)) { KeyId = SigningOptions.DevelopmentMark });
            LogGenerated(logger);
        }

        Signing = new SigningCredentials(keys[0], SecurityAlgorithms.HmacSha256);
        _keys = keys.ToDictionary(k => k.KeyId, SecurityKey (k) => k, StringComparer.Ordinal);
    }

    /// <summary>Of the first key.</summary>
    public SigningCredentials Signing { get; }

    /// <returns>The key of that name; none when there is none.</returns>
    public IEnumerable<SecurityKey> Find(string? kid) => kid is not null && _keys.TryGetValue(kid, out var key) ? [key] : [];

    [LoggerMessage(2101, LogLevel.Warning, "Identity:SigningKeys is empty: access tokens are signed with a key that ends with this process (development only)",
        EventName = "identity.signing_key_ephemeral")]
    private static partial void LogGenerated(ILogger logger);
}

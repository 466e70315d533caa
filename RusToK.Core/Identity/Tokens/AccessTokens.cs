using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity.Tokens;

/// <summary>
/// Makes and reads access tokens: JSON Web Tokens (RFC 7519) of type <c>at+jwt</c>, signed with HMAC-SHA-256 (ADR 0050). A token is
/// good for one tenant only, and for as long as its session.
/// </summary>
public sealed class AccessTokens
{
    /// <summary>The type that tells an access token from others (RFC 9068).</summary>
    private const string Type = "at+jwt";

    private const string TenantClaim = "tenant";
    private const string RoleClaim = "role";
    private const string SessionClaim = "session";
    private const int MaxLength = 2048;

    /// <summary>How far the clocks of two replicas may be apart. Not granted at the end of a token.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxLength, SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly TokenValidationParameters _validation;
    private readonly SigningKeyRing _keys;
    private readonly SigningOptions _signing;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _clock;

    internal AccessTokens(SigningKeyRing keys, IOptions<SigningOptions> signing, IOptions<IdentityOptions> options, TimeProvider clock)
    {
        (_keys, _signing, _clock) = (keys, signing.Value, clock);
        _lifetime = TimeSpan.FromMinutes(options.Value.AccessTokenMinutes);
        _validation = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidTypes = [Type],
            ValidIssuer = _signing.Issuer,
            ValidAudience = _signing.Audience,
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid),
            TryAllIssuerSigningKeys = false,
            LifetimeValidator = (notBefore, expires, _, _) =>
                clock.GetUtcNow().UtcDateTime is var now && expires > now && (notBefore is null || notBefore <= now + Skew),
        };
    }

    internal AccessToken Issue(User user, Session session)
    {
        var now = _clock.GetUtcNow();
        var expires = now + _lifetime;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Issuer = _signing.Issuer,
            Audience = _signing.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            SigningCredentials = _keys.Signing,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = user.Id.ToString(),
                [TenantClaim] = user.TenantId.ToString(),
                [RoleClaim] = EnumText<Role>.Of(user.Role),
                [SessionClaim] = session.Id.ToString(),
            },
        });
        return new AccessToken(token, expires);
    }

    /// <returns>What the token says; null unless it is whole, signed by one of the keys, of this issuer and audience, and of now.</returns>
    public async ValueTask<AccessTokenClaims?> ReadAsync(string token)
    {
        if (token.Length > MaxLength)
            return null;
        var result = await _handler.ValidateTokenAsync(token, _validation);
        return result is { IsValid: true, SecurityToken: JsonWebToken jwt }
            && Guid.TryParse(jwt.Subject, out var user) && Claim(jwt, TenantClaim) is { } tenantId && Claim(jwt, SessionClaim) is { } sessionId
            && jwt.TryGetPayloadValue<string>(RoleClaim, out var role) && EnumText<Role>.TryParse(role, out var known)
                ? new AccessTokenClaims(user, tenantId, known, sessionId)
                : null;
    }

    private static Guid? Claim(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<string>(name, out var text) && Guid.TryParse(text, out var id) ? id : null;
}

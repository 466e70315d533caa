using RusToK.Core.Identity.Access;

namespace RusToK.Core.Identity.Tokens;

/// <summary>What a good access token says.</summary>
public sealed record AccessTokenClaims(Guid UserId, Guid TenantId, Role Role, Guid SessionId);

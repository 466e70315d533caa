namespace RusToK.Core.Identity.Tokens;

/// <summary>A signed token for the client.</summary>
public sealed record AccessToken(Secret Token, DateTimeOffset ExpiresAt);

using Microsoft.Extensions.Options;
using RusToK.Core.Content;
using RusToK.Core.Identity.Users;

namespace RusToK.Core.Identity.OneTimeTokens;

/// <summary>Makes one-time tokens with their lifetimes.</summary>
internal sealed class OneTimeTokenFactory(IOptions<IdentityOptions> options, TimeProvider clock)
{
    private readonly IdentityOptions _options = options.Value;

    public (Secret Token, OneTimeToken Row) ToVerify(User user, string? passwordHash, string? displayName) =>
        Create(user, OneTimePurpose.VerifyEmail, TimeSpan.FromHours(_options.VerificationHours), passwordHash, displayName);

    public (Secret Token, OneTimeToken Row) ToSetPassword(User user) =>
        Create(user, OneTimePurpose.SetPassword, TimeSpan.FromMinutes(_options.PasswordResetMinutes), null, null);

    public (Secret Token, OneTimeToken Row) ToAcceptInvitation(User user) =>
        Create(user, OneTimePurpose.SetPassword, TimeSpan.FromDays(_options.InvitationDays), null, null);

    private (Secret Token, OneTimeToken Row) Create(User user, OneTimePurpose purpose, TimeSpan lifetime, string? passwordHash, string? displayName)
    {
        var now = clock.GetStorableNow();
        var (token, hash) = TokenText.Create();
        return (token, new OneTimeToken
        {
            TenantId = user.TenantId,
            TokenHash = hash,
            UserId = user.Id,
            Purpose = purpose,
            PasswordHash = passwordHash,
            DisplayName = displayName,
            CreatedAt = now,
            ExpiresAt = now + lifetime,
        });
    }
}

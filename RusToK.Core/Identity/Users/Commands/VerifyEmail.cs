using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>Proves the address of a sign-up by the token that was mailed to it; from now on its password signs in.</summary>
[CommandName("identity.verify_email")]
public sealed record VerifyEmail(Secret Token) : ICommand<Done>;

internal sealed class VerifyEmailHandler(UserReader users, WriteBatchFactory writes, TimeProvider clock) : UserCommandHandler<VerifyEmail, Done>
{
    protected override async Task<Done> RunAsync(VerifyEmail command, CommandContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetStorableNow();
        var token = TokenText.HashOf(command.Token) is { } hash
            ? await users.FindTokenAsync(context.TenantId, hash, OneTimePurpose.VerifyEmail, now, cancellationToken)
            : null;
        if (token is null)
            throw OneTimeTokenErrors.NoGood("token");

        var before = await users.RequireAsync(context.TenantId, token.UserId, cancellationToken);
        if (before.Status != UserStatus.Pending)
            throw OneTimeTokenErrors.NoGood("token");
        var after = before.Touched(now) with
        {
            Status = UserStatus.Active,
            PasswordHash = token.PasswordHash,
            DisplayName = token.DisplayName,
            EmailVerifiedAt = now,
        };
        await writes.Begin(context with { ActorId = after.Id })
            .Update(after, before.Version)
            .DropTokens(after)
            .Append(new UserUpdated(UserState.Of(after)), IdentitySchema.UserAggregate, after.Id, after.Version)
            .CommitAsync(cancellationToken);
        return Done.Instance;
    }
}

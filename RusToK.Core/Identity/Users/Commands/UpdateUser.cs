using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Events;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>
/// Changes a user's own fields: one's own name, or with the permission <c>user:update</c> anybody's name and address. An address set by
/// an administrator counts as proved.
/// </summary>
[CommandName("identity.update_user")]
public sealed record UpdateUser(Guid Id, long? ExpectedVersion = null) : ICommand<User>
{
    [Confidential]
    public Change<string?> DisplayName { get; init; }

    [Confidential]
    public Change<string?> Email { get; init; }

    public override string ToString() => Printed.Of(this);
}

internal sealed class UpdateUserHandler(UserReader users, CurrentActor current, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<UpdateUser, User>
{
    protected override async Task<User> RunAsync(UpdateUser command, CommandContext context, CancellationToken cancellationToken)
    {
        var actor = current.RequireOwnership(command.Id, Permissions.UserUpdate);
        var violations = new Violations();
        UserRules.CheckDisplayName(violations, "displayName", command.DisplayName.Or(null));
        if (command.Email.IsSet)
        {
            current.Require(Permissions.UserUpdate);
            UserRules.CheckEmail(violations, "email", command.Email.Or(null));
        }

        violations.ThrowIfAny();
        var before = await users.RequireAsync(context.TenantId, command.Id, cancellationToken);
        if (!actor.Owns(before.Id))
            current.RequireRank(before.Role);
        before.RequireVersion(command.ExpectedVersion);

        var now = clock.GetStorableNow();
        var email = command.Email.Or(before.Email)!.Trim();
        var isNewAddress = EmailAddress.Normalize(email) != before.NormalizedEmail;
        if (isNewAddress && await users.FindByEmailAsync(context.TenantId, EmailAddress.Normalize(email), cancellationToken) is not null)
            throw UserRules.EmailTaken("email");
        var after = before.Touched(now) with
        {
            DisplayName = UserRules.NameOf(command.DisplayName.Or(before.DisplayName)),
            Email = email,
            NormalizedEmail = EmailAddress.Normalize(email),
            EmailVerifiedAt = isNewAddress ? now : before.EmailVerifiedAt,
        };
        var batch = writes.Begin(context).Update(after, before.Version);
        // What was mailed to the old address must not open the account of the new one.
        if (isNewAddress)
            batch.DropTokens(after);
        try
        {
            await batch
                .Append(new UserUpdated(UserState.Of(after)), IdentitySchema.UserAggregate, after.Id, after.Version)
                .CommitAsync(cancellationToken);
        }
        catch (ConflictException error) when (error.Rule == "unique")
        {
            throw UserRules.EmailTaken("email");
        }

        return after;
    }
}

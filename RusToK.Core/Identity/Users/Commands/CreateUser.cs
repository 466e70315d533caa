using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.OneTimeTokens;
using RusToK.Core.Identity.Passwords;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>Makes an account: with a password it is ready, without one its owner is invited by mail to set it.</summary>
[CommandName("identity.create_user")]
public sealed record CreateUser(
    [property: Confidential] string? Email, [property: Confidential] string? DisplayName, Role Role, Secret Password = default) : ICommand<User>
{
    public override string ToString() => Printed.Of(this);
}

internal sealed class CreateUserHandler(
    UserReader users, CurrentActor current, PasswordHashing passwords, OneTimeTokenFactory tokens, AccountMails mails,
    WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<CreateUser, User>
{
    protected override async Task<User> RunAsync(CreateUser command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        UserRules.CheckEmail(violations, "email", command.Email);
        UserRules.CheckDisplayName(violations, "displayName", command.DisplayName);
        UserRules.CheckRole(violations, "role", command.Role, context.TenantId);
        if (!command.Password.IsEmpty)
            PasswordRules.Check(violations, "password", command.Password, command.Email);
        violations.ThrowIfAny();
        current.RequireRank(command.Role);
        var email = command.Email!.Trim();
        if (await users.FindByEmailAsync(context.TenantId, EmailAddress.Normalize(email), cancellationToken) is not null)
            throw UserRules.EmailTaken("email");

        var now = clock.GetStorableNow();
        var user = new User
        {
            TenantId = context.TenantId,
            Id = Guid.CreateVersion7(now),
            Email = email,
            NormalizedEmail = EmailAddress.Normalize(email),
            DisplayName = UserRules.NameOf(command.DisplayName),
            Role = command.Role,
            Status = command.Password.IsEmpty ? UserStatus.Pending : UserStatus.Active,
            PasswordHash = command.Password.IsEmpty ? null : await passwords.HashAsync(command.Password.Value!, cancellationToken),
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        var batch = writes.Begin(context)
            .Insert(user)
            .Append(new UserRegistered(UserState.Of(user)), IdentitySchema.UserAggregate, user.Id, user.Version);
        Secret invitation = default;
        if (user.Status == UserStatus.Pending)
        {
            (invitation, var row) = tokens.ToAcceptInvitation(user);
            batch.Insert(row);
        }

        try
        {
            await batch.CommitAsync(cancellationToken);
        }
        catch (ConflictException error) when (error.Rule == "unique")
        {
            throw UserRules.EmailTaken("email");
        }

        if (!invitation.IsEmpty)
            mails.Invitation(user, invitation);
        return user;
    }
}

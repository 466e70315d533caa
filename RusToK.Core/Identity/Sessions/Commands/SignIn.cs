using RusToK.Core.Commands;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Attempts;
using RusToK.Core.Identity.Passwords;
using RusToK.Core.Identity.Users;
using RusToK.Core.Persistence;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Sessions.Commands;

/// <summary>
/// Begins a session. A wrong password, an address without an account, one that is not proved yet and one that was disabled are refused
/// in the same words and after the same work.
/// </summary>
[CommandName("identity.sign_in")]
public sealed record SignIn([property: Confidential] string? Email, Secret Password, ClientInfo Client) : ICommand<SignedIn>
{
    internal const string Purpose = "sign-in";

    public override string ToString() => Printed.Of(this);
}

internal sealed class SignInHandler(
    UserReader users, PasswordHashing passwords, AttemptLimits attempts, SessionFactory sessions, WriteBatchFactory writes)
    : UserCommandHandler<SignIn, SignedIn>
{
    protected override async Task<SignedIn> RunAsync(SignIn command, CommandContext context, CancellationToken cancellationToken)
    {
        Check(command);
        var email = EmailAddress.Normalize(command.Email!);
        await attempts.BeginAsync(context.TenantId, SignIn.Purpose, email, command.Client, cancellationToken);

        var user = await users.FindByEmailAsync(context.TenantId, email, cancellationToken);
        var check = await passwords.VerifyAsync(user?.PasswordHash, command.Password.Value!, cancellationToken);
        if (user is not { Status: UserStatus.Active } || check == PasswordCheck.Wrong)
            throw new UnauthenticatedException("There is no active account with this mail address and password.");

        var signedIn = sessions.Begin(user, command.Client);
        var batch = writes.Begin(context with { ActorId = user.Id }).Begin(signedIn.Session);
        if (check == PasswordCheck.RightButWeaklyHashed)
            batch.Rehash(user, await passwords.HashAsync(command.Password.Value!, cancellationToken));
        AttemptLimits.Forgive(batch, SignIn.Purpose, email, command.Client);
        await batch.CommitAsync(cancellationToken);
        return signedIn;
    }

    private static void Check(SignIn command)
    {
        var violations = new Violations();
        if (!EmailAddress.IsValid(command.Email?.Trim()))
            violations.Add("email", "email", "email must be a mail address.");
        if (command.Password.IsEmpty || command.Password.Value!.Length > PasswordRules.MaxLength)
            violations.Add("password", "length", $"password must have 1 to {PasswordRules.MaxLength} characters.");
        violations.ThrowIfAny();
    }
}

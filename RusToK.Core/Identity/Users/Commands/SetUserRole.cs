using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Events;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users.Commands;

/// <summary>Changes what a user is to the tenant. Nobody changes their own, so a tenant cannot lose its last administrator by it.</summary>
[CommandName("identity.set_user_role")]
public sealed record SetUserRole(Guid Id, Role Role, long? ExpectedVersion = null) : ICommand<User>;

internal sealed class SetUserRoleHandler(
    UserReader users, CurrentActor current, SessionDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : UserCommandHandler<SetUserRole, User>
{
    protected override async Task<User> RunAsync(SetUserRole command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        UserRules.CheckRole(violations, "role", command.Role, context.TenantId);
        violations.ThrowIfAny();
        current.RequireRank(command.Role);
        current.RequireAnother(command.Id);
        var before = await users.RequireAsync(context.TenantId, command.Id, cancellationToken);
        current.RequireRank(before.Role);
        before.RequireVersion(command.ExpectedVersion);
        if (before.Role == command.Role)
            return before;

        var after = before.Touched(clock.GetStorableNow()) with { Role = command.Role };
        await writes.Begin(context)
            .Update(after, before.Version)
            .Append(new UserUpdated(UserState.Of(after)), IdentitySchema.UserAggregate, after.Id, after.Version)
            .CommitAsync(cancellationToken);
        await directory.ForgetUserAsync(after.Id, cancellationToken);
        return after;
    }
}

using RusToK.Core.Commands;
using RusToK.Core.Errors;

namespace RusToK.Core.Tenancy.Commands;

/// <summary>Closes the tenant of the context, whose requests are then answered with 403, or opens it again.</summary>
[CommandName("tenancy.set_tenant_active")]
public sealed record SetTenantActive(bool IsActive) : ICommand<Tenant>;

internal sealed class SetTenantActiveHandler(ICommandHandler<UpdateTenant, Tenant> update) : ICommandHandler<SetTenantActive, Tenant>
{
    public Task<Tenant> HandleAsync(SetTenantActive command, CommandContext context, CancellationToken cancellationToken) =>
        context.TenantId == TenantRules.PlatformId && !command.IsActive
            ? throw new InvalidInputException("id", "platform", "The platform's own tenant cannot be closed: nobody could open it again.")
            : update.HandleAsync(new UpdateTenant(IsActive: command.IsActive), context, cancellationToken);
}

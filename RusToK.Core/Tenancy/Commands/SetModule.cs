using Microsoft.EntityFrameworkCore;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Events;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Tenancy.Commands;

/// <summary>Switches a module on or off for the tenant of the context.</summary>
[CommandName("tenancy.set_module")]
public sealed record SetModule(string Module, bool IsEnabled) : ICommand<TenantModule>;

internal sealed class SetModuleHandler(RusToKDbContext database, TenantScope scope, TenantDirectory directory, WriteBatchFactory writes, TimeProvider clock)
    : ICommandHandler<SetModule, TenantModule>
{
    public async Task<TenantModule> HandleAsync(SetModule command, CommandContext context, CancellationToken cancellationToken)
    {
        if (!TenantModule.Switchable.Contains(command.Module))
            throw new InvalidInputException(
                "module", "one-of", $"module must be one of: {string.Join(", ", TenantModule.Switchable.Order())}.");
        scope.Enter(context.TenantId);
        var before = await database.LoadTenantAsync(context.TenantId, cancellationToken);
        var disabled = await database.Set<TenantModule>().Where(m => !m.IsEnabled).Select(m => m.Module).ToListAsync(cancellationToken);
        disabled.Remove(command.Module);
        if (!command.IsEnabled)
            disabled.Add(command.Module);

        var tenant = before.Touched(clock);
        var module = new TenantModule { TenantId = tenant.Id, Module = command.Module, IsEnabled = command.IsEnabled };
        await writes.Begin(context)
            .Update(tenant, before.Version)
            .Upsert(module)
            .Append(new TenantUpdated(TenantChange.State(tenant), disabled), TenantChange.Aggregate, tenant.Id, tenant.Version)
            .CommitAsync(cancellationToken);
        await directory.ForgetHereAsync(context.TenantId, cancellationToken);
        return module;
    }
}

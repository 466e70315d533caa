using RusToK.Core.Commands;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Rest;

/// <summary>Commands on behalf of the request's tenant and caller.</summary>
internal sealed record TenantCommands(CommandDispatcher Dispatcher, CurrentTenant Current, CancellationToken Cancellation)
{
    public Guid TenantId => Current.Tenant.Id;

    public Task<TResult> SendAsync<TCommand, TResult>(TCommand command)
        where TCommand : ICommand<TResult> =>
        Dispatcher.SendAsync<TCommand, TResult>(command, Current.CommandContext(), Cancellation);
}

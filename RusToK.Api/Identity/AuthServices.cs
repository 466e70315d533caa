using RusToK.Api.Access;
using RusToK.Core.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Sessions;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Api.Identity;

/// <summary>What the endpoints of this folder need besides their request.</summary>
internal sealed record AuthServices(CommandDispatcher Dispatcher, CurrentTenant Tenant, CurrentActor Actor, RequestOrigin Origin, CancellationToken Cancellation)
{
    public ClientInfo Client => Origin.Client;

    public Task<TResult> SendAsync<TCommand, TResult>(TCommand command)
        where TCommand : ICommand<TResult> =>
        Dispatcher.SendAsync<TCommand, TResult>(command, Tenant.CommandContext(), Cancellation);
}

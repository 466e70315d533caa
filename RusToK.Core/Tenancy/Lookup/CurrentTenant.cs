using RusToK.Core.Commands;
using RusToK.Core.Persistence;

namespace RusToK.Core.Tenancy.Lookup;

/// <summary>The tenant, locale and actor of the current request. Scoped; entered once by the request's middleware.</summary>
public sealed class CurrentTenant(TenantScope scope)
{
    private ResolvedTenant? _tenant;
    private Guid? _correlationId;

    /// <exception cref="InvalidOperationException">No tenant was resolved for this scope.</exception>
    public ResolvedTenant Tenant => _tenant ?? throw new InvalidOperationException("The request has no tenant.");

    public bool IsResolved => _tenant is not null;

    public Guid? ActorId { get; private set; }

    /// <param name="tenant">Whose the scope is from here on.</param>
    /// <param name="actorId">Who acts; null until that is known.</param>
    /// <param name="correlationId">Given by the caller; null: the scope's first command makes one, which its others share.</param>
    public void Enter(ResolvedTenant tenant, Guid? actorId, Guid? correlationId)
    {
        scope.Enter(tenant.Id);
        _tenant = tenant;
        ActorId = actorId;
        _correlationId = correlationId;
    }

    /// <summary>Says what was read of the same tenant since.</summary>
    public void Learn(ResolvedTenant tenant)
    {
        if (tenant.Id != Tenant.Id)
            throw new ArgumentException("A request stays with its tenant.", nameof(tenant));
        _tenant = tenant;
    }

    /// <summary>Says who acts, once that is known: it is known only after the tenant.</summary>
    public void ActAs(Guid actorId) => ActorId = actorId;

    /// <summary>The context in which this request's commands run.</summary>
    public CommandContext CommandContext() => new(Tenant.Id, Tenant.DefaultLocale, ActorId, _correlationId ??= Guid.CreateVersion7());
}

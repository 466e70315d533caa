namespace RusToK.Core.Persistence;

/// <summary>
/// The tenant the current request, command or event works for. Scoped; set once, by whoever resolved the tenant.
/// Without it no row of any tenant is visible.
/// </summary>
public sealed class TenantScope
{
    public Guid? TenantId { get; private set; }

    /// <exception cref="InvalidOperationException">The scope already works for another tenant.</exception>
    public void Enter(Guid tenantId)
    {
        if (TenantId is { } current && current != tenantId)
            throw new InvalidOperationException("A scope works for one tenant only.");
        TenantId = tenantId;
    }
}

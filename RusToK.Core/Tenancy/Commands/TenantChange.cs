using Microsoft.EntityFrameworkCore;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Events;

namespace RusToK.Core.Tenancy.Commands;

/// <summary>What the commands on one tenant share: its name in the log, its state in events, and loading it.</summary>
internal static class TenantChange
{
    public const string Aggregate = "tenant";

    public static TenantState State(Tenant tenant) => new(
        tenant.Name, tenant.Slug, tenant.Domain, tenant.DefaultLocale, tenant.Settings, tenant.IsActive);

    public static async Task<Tenant> LoadTenantAsync(this RusToKDbContext database, Guid id, CancellationToken cancellationToken) =>
        await database.Set<Tenant>().FirstOrDefaultAsync(t => t.Id == id, cancellationToken)
        ?? throw NotFoundException.For("tenant", id);

    public static Tenant Touched(this Tenant tenant, TimeProvider clock) =>
        tenant with { Version = tenant.Version + 1, UpdatedAt = clock.GetUtcNow() };
}

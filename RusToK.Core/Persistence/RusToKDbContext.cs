using Microsoft.EntityFrameworkCore;

namespace RusToK.Core.Persistence;

/// <summary>
/// The truth as Entity Framework sees it: mapping, migrations and tenant-filtered reads. Writes go through
/// <see cref="WriteBatch"/>, which carries the same mapping in one round trip (ADR 0002), so <c>SaveChanges</c> refuses.
/// </summary>
public sealed class RusToKDbContext(DbContextOptions<RusToKDbContext> options, TenantScope tenant) : DbContext(options)
{
    /// <summary>The tenant that every query is filtered by; <see cref="Guid.Empty"/>, which owns nothing, when there is none.</summary>
    public Guid CurrentTenantId => tenant.TenantId ?? Guid.Empty;

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw WritesElsewhere();

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
        throw WritesElsewhere();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RusToKDbContext).Assembly);

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.ClrType.IsAssignableTo(typeof(ITenantOwned)))
                FilterMethod.MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
            if (entity.ClrType.IsAssignableTo(typeof(IVersioned)))
                entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
        }
    }

    private static readonly System.Reflection.MethodInfo FilterMethod = typeof(RusToKDbContext)
        .GetMethod(nameof(FilterByTenant), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;

    private void FilterByTenant<TEntity>(ModelBuilder modelBuilder)
        where TEntity : class, ITenantOwned =>
        modelBuilder.Entity<TEntity>().HasQueryFilter(e => e.TenantId == CurrentTenantId);

    private static NotSupportedException WritesElsewhere() =>
        new("Writes go through WriteBatch, which sends the change and its events in one round trip.");
}

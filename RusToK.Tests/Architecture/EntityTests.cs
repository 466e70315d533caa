using Microsoft.EntityFrameworkCore;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using Xunit;

namespace RusToK.Tests.Architecture;

public sealed class EntityTests
{
    /// <summary>Rows that are the platform's own.</summary>
    private static readonly Type[] OfThePlatform = [typeof(Tenant)];

    [Fact]
    public void Every_entity_is_a_tenants_but_those_of_the_platform()
    {
        using var database = Model();
        Offenders.AssertNone(
            from entity in database.Model.GetEntityTypes()
            where !entity.ClrType.IsAssignableTo(typeof(ITenantOwned)) && !OfThePlatform.Contains(entity.ClrType)
            select entity.ClrType.FullName!,
            $"An entity does not implement {nameof(ITenantOwned)} and is not in the list of the platform's own.");
    }

    [Fact]
    public void Every_entity_of_a_tenant_is_filtered_by_it_and_keyed_by_it_first()
    {
        using var database = Model();
        var owned = database.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(ITenantOwned))).ToList();
        Assert.NotEmpty(owned);
        Offenders.AssertNone(owned.Where(e => e.GetDeclaredQueryFilters().Count == 0).Select(e => e.ClrType.FullName!), "An entity of a tenant has no query filter.");
        Offenders.AssertNone(
            owned.Where(e => e.FindPrimaryKey()!.Properties[0].Name != nameof(ITenantOwned.TenantId)).Select(e => e.ClrType.FullName!),
            "The key of a tenant's entity begins with the tenant.");
    }

    [Fact]
    public void Every_type_with_a_tenant_that_is_stored_is_an_entity()
    {
        using var database = Model();
        var mapped = database.Model.GetEntityTypes().Select(e => e.ClrType).ToHashSet();
        Offenders.AssertNone(
            typeof(ITenantOwned).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(ITenantOwned)) && t.IsClass && !mapped.Contains(t)).Select(t => t.FullName!),
            $"A type implements {nameof(ITenantOwned)} and is not mapped.");
    }

    private static RusToKDbContext Model() =>
        new(new DbContextOptionsBuilder<RusToKDbContext>().UseNpgsql().UseSnakeCaseNamingConvention().Options, new TenantScope());
}

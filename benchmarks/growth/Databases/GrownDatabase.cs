using System.Diagnostics;
using RusToK.Benchmarks.Catalog;
using RusToK.Benchmarks.GraphQL;

namespace RusToK.Benchmarks.Growth.Databases;

/// <summary>A database of some size. All its tenants have the same products.</summary>
/// <param name="Name">Of the database.</param>
/// <param name="Catalog">The database itself.</param>
/// <param name="Tenants">The first is the one whose catalog was generated.</param>
/// <param name="Products">Of each tenant.</param>
/// <param name="Filled">How long that took.</param>
internal sealed record GrownDatabase(string Name, CatalogDatabase Catalog, IReadOnlyList<Guid> Tenants, int Products, TimeSpan Filled)
{
    /// <param name="servers">Where; the database ends with them.</param>
    /// <param name="name">Of the database.</param>
    /// <param name="tenants">How many.</param>
    /// <param name="products">Of each tenant.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<GrownDatabase> CreateAsync(GrowthServers servers, string name, int tenants, int products, CancellationToken cancellationToken)
    {
        var catalog = servers.Add(await CatalogDatabase.CreateAsync(servers.Embedded, name, cancellationToken));
        Guid[] ids = [Scenario.Tenant, .. Enumerable.Range(1, tenants - 1).Select(_ => Guid.CreateVersion7())];
        var begun = Stopwatch.GetTimestamp();
        await CatalogGenerator.FillAsync(catalog.Superuser, Scenario.Tenant, products, cancellationToken);
        if (tenants > 1)
            await CatalogCopies.MakeAsync(catalog.Superuser, Scenario.Tenant, ids[1..], cancellationToken);
        await TenantOpening.OpenAsync(catalog.AppConnectionString, ids.Select((id, n) => (id, FormattableString.Invariant($"shop-{n}"))), cancellationToken);
        var database = new GrownDatabase(name, catalog, ids, products, Stopwatch.GetElapsedTime(begun));
        Console.WriteLine(FormattableString.Invariant($"{name}: {tenants:N0} tenants of {products:N0} products after {database.Filled.TotalSeconds:N1} s"));
        return database;
    }
}

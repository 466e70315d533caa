using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Import;
using RusToK.Core.Import.Shopify;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Import.Shopify;

/// <summary>The Shopify importer on a database of its own, with the Worker's login.</summary>
public sealed class ShopifyHost(SpineFixture spine) : IAsyncLifetime
{
    private ServiceProvider? _services;
    private NpgsqlDataSource? _superuser;

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public SpineDatabase Database { get; private set; } = null!;

    internal IServiceProvider Services => _services!;

    internal NpgsqlDataSource Superuser => _superuser!;

    public async ValueTask InitializeAsync()
    {
        Database = await spine.CreateDatabaseAsync(Cancellation);
        _services = TestServices.Build(Database.Worker);
        _superuser = DataSources.Create(Database.Superuser);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
            await _services.DisposeAsync();
        if (_superuser is not null)
            await _superuser.DisposeAsync();
    }

    /// <summary>A new tenant that speaks English, with a place for its stock.</summary>
    internal async Task<ShopTenant> NewTenantAsync(bool withLocation = true)
    {
        var id = Guid.CreateVersion7();
        var context = new CommandContext(id, "en", null, Guid.CreateVersion7());
        await TestServices.SendAsync<CreateTenant, Tenant>(Services, context, new CreateTenant("Shop", "t" + id.ToString("N"), null, "en"));
        var tenant = await Services.GetRequiredService<TenantDirectory>().FindAsync(id.ToString(), Cancellation);
        if (withLocation)
            await TestServices.SendAsync<CreateLocation, Location>(Services, context, new CreateLocation { Name = "Warehouse" });
        return new ShopTenant(this, tenant!, context);
    }
}

/// <summary>A tenant that is imported into.</summary>
internal sealed record ShopTenant(ShopifyHost Host, ResolvedTenant Tenant, CommandContext Context)
{
    public async Task<(ImportSummary Summary, ImportReport Report)> ImportAsync(
        byte[] file, ImportMode? mode = null, string currency = "EUR", ImportProgress? progress = null, CancellationToken? cancellation = null)
    {
        var report = new ImportReport();
        using var stream = new MemoryStream(file, writable: false);
        var summary = await Host.Services.GetRequiredService<ShopifyImporter>().ImportAsync(
            stream, new ShopifyImportRequest(Tenant, currency, "shop.test") { Mode = mode ?? new ImportMode() }, report, progress ?? new ImportProgress(),
            cancellation ?? ShopifyHost.Cancellation);
        return (summary, report);
    }

    public Task<TResult> SendAsync<TCommand, TResult>(TCommand command)
        where TCommand : ICommand<TResult> => TestServices.SendAsync<TCommand, TResult>(Host.Services, Context, command);

    public Task<ProductResult> SendAsync<TCommand>(TCommand command)
        where TCommand : ICommand<ProductResult> => SendAsync<TCommand, ProductResult>(command);

    /// <summary>The product a handle of the file became; null when there is none.</summary>
    public async Task<ProductDocument?> FindAsync(string handle)
    {
        await using var command = Host.Superuser.CreateCommand(
            "SELECT id FROM commerce.external_ids WHERE tenant_id = $1 AND source = 'shopify:shop.test' AND kind = 'product' AND external_id = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = Tenant.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = handle });
        return await command.ExecuteScalarAsync(ShopifyHost.Cancellation) is Guid id
            ? await Host.Services.GetRequiredService<ProductTruth>().FindAsync(Tenant.Id, id, ["en"], ShopifyHost.Cancellation)
            : null;
    }

    public async Task<ProductDocument> ProductAsync(string handle) =>
        await FindAsync(handle) ?? throw new InvalidOperationException($"{handle} was not imported.");

    public Task<long> CountEventsAsync() => CountAsync("events.log");

    public Task<long> CountProductsAsync() => CountAsync("commerce.products");

    private async Task<long> CountAsync(string table)
    {
        await using var command = Host.Superuser.CreateCommand($"SELECT count(*) FROM {table} WHERE tenant_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = Tenant.Id });
        return (long)(await command.ExecuteScalarAsync(ShopifyHost.Cancellation))!;
    }
}

using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Commerce.External;
using RusToK.Core.Errors;
using RusToK.Core.Import.Shopify.Mapping;
using RusToK.Core.Import.Shopify.Running;

namespace RusToK.Core.Import.Shopify;

/// <summary>
/// Imports Shopify's product CSV. The same file again changes nothing; an interrupted import is finished by starting it again.
/// </summary>
public sealed class ShopifyImporter
{
    private readonly IServiceScopeFactory _scopes;
    private readonly ExternalProducts _externals;
    private readonly ProductImport _products;

    internal ShopifyImporter(IServiceScopeFactory scopes, ExternalProducts externals, ProductImport products) =>
        (_scopes, _externals, _products) = (scopes, externals, products);

    /// <param name="file">The export. Must be seekable.</param>
    /// <param name="request">What to import into, and how.</param>
    /// <param name="report">Counts and remarks; readable while the import runs, and whatever ends it.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="cancellationToken">Ends it between commands; starting it again goes on.</param>
    /// <exception cref="InvalidInputException">The locale is not enabled, the currency is none, or the shop has no possible name.</exception>
    public async Task<ImportSummary> ImportAsync(
        Stream file, ShopifyImportRequest request, ImportReport report, ImportProgress progress, CancellationToken cancellationToken)
    {
        var errors = ShopifyRules.Check(request.Currency, request.Shop).ToList();
        if (errors.Count > 0)
            throw new InvalidInputException(errors);
        var (currency, shop) = (request.Currency.ToUpperInvariant(), ShopifyRules.Normalise(request.Shop));
        var (run, source) = (new ImportRun(_scopes, request.Tenant, ImportLocale.Of(request.Tenant, request.Locale), request.Mode), $"shopify:{shop}");
        using var activity = run.Begin("shopify");
        var import = new ShopifyRun(
            run, file, new ProductMapping(source, run.Locale, currency), source, request.Parallelism, _externals, _products, report, progress);
        var damage = await ImportSpan.WatchAsync(activity, progress, () => import.RunAsync(cancellationToken));
        return new ImportSummary(run.Id, source, run.Locale, damage, activity?.TraceId.ToHexString());
    }
}

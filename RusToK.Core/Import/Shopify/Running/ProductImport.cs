using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.External;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Content.External;
using RusToK.Core.Errors;
using RusToK.Core.Import.Content;
using RusToK.Core.Import.Shopify.Mapping;

namespace RusToK.Core.Import.Shopify.Running;

/// <summary>Brings products to what a file says of them. May be interrupted between any two commands; the next run goes on.</summary>
internal sealed class ProductImport(ExternalProducts externals, ProductTruth truth)
{
    /// <param name="run">The run.</param>
    /// <param name="product">What the file says.</param>
    /// <param name="known">What is remembered of it; null when it was never imported.</param>
    /// <param name="cancellationToken">Ends it between commands.</param>
    public async Task<AppliedProduct> ApplyAsync(ImportRun run, ImportedProduct product, KnownThing? known, CancellationToken cancellationToken)
    {
        var wanted = ProductParts.Of(product);
        if (known is { Exists: false })
            return new AppliedProduct(Applied.Skip("deleted-here", "It was imported before and has been deleted here; it is not brought back.", known.Id), []);
        if (known is not null && !run.Mode.Overwrite && wanted.IsWithin(Fingerprint.Parse(known.Fingerprint)))
            return AppliedProduct.All(new Applied(ImportOutcome.Unchanged, known.Id), product, ImportOutcome.Unchanged);
        if (known is null && run.Mode.DryRun)
            return AppliedProduct.All(new Applied(ImportOutcome.Imported, null), product, ImportOutcome.Imported);

        using var activity = run.Mode.DryRun ? null : run.Begin("product", $"product {product.Reference.Id}");
        try
        {
            var applied = known is null
                ? await CreateAsync(run, product, wanted, cancellationToken)
                : await ReviseAsync(run, product, known, cancellationToken);
            return applied with { Product = applied.Product with { TraceId = activity?.TraceId.ToHexString() } };
        }
        catch (DomainException refusal)
        {
            var skipped = Applied.Skip($"product-{refusal.Rule ?? "refused"}", refusal.Message, known?.Id);
            return new AppliedProduct(skipped with { TraceId = activity?.TraceId.ToHexString() }, []);
        }
    }

    private async Task<AppliedProduct> CreateAsync(ImportRun run, ImportedProduct product, Fingerprint wanted, CancellationToken cancellationToken)
    {
        var notes = new List<ImportReason>();
        var ids = product.Variants.Select(_ => Guid.CreateVersion7()).ToList();
        // As it is made: without stock, and not archived. Should the import end here, the next one sees what is missing.
        var asMade = product with
        {
            Variants = [.. product.Variants.Select(v => v with { Quantity = v.Quantity is null ? null : 0 })],
            Status = product.Status == ProductStatus.Archived ? ProductStatus.Draft : product.Status,
        };
        var command = Creation(asMade, ids, ProductParts.Of(asMade));
        ProductResult created;
        try
        {
            created = await run.SendAsync<CreateProduct, ProductResult>(command, cancellationToken);
        }
        catch (ConflictException conflict) when (conflict.Field == "translations[0].handle" && command.Translations[0].Handle is not null)
        {
            notes.Add(new ImportReason("handle-taken", "Another product has its handle; it got one made of its title."));
            command = command with { Translations = [command.Translations[0] with { Handle = null }] };
            created = await run.SendAsync<CreateProduct, ProductResult>(command, cancellationToken);
        }

        var id = created.Product.Id;
        var remembered = wanted;
        if (product.Status == ProductStatus.Archived)
            await run.SendAsync<ArchiveProduct, ProductResult>(new ArchiveProduct(id), cancellationToken);
        var counts = product.Variants.Zip(ids).Where(v => v.First.Quantity > 0).Select(v => new StockMove(v.Second, v.First.Quantity!.Value)).ToList();
        if (counts.Count > 0 && await ProductRevision.SetStockAsync(run, counts, cancellationToken) is { } refused)
        {
            notes.Add(refused);
            remembered = ProductParts.Of(product with { Variants = asMade.Variants });
        }

        if (remembered.ToString() != command.External!.Fingerprint)
            await externals.RememberAsync(run.Tenant.Id, product.Reference with { Fingerprint = remembered.ToString() }, id, cancellationToken);
        return AppliedProduct.All(new Applied(ImportOutcome.Imported, id, null, notes), product, ImportOutcome.Imported);
    }

    private async Task<AppliedProduct> ReviseAsync(ImportRun run, ImportedProduct product, KnownThing known, CancellationToken cancellationToken)
    {
        if (await truth.FindAsync(run.Tenant.Id, known.Id, [product.Locale], cancellationToken) is not { } current)
            return new AppliedProduct(Applied.Skip("deleted-here", "It was deleted here while the import ran.", known.Id), []);
        var revision = new ProductRevision(run, product, current, Fingerprint.Parse(known.Fingerprint));
        if (run.Mode.DryRun)
            return revision.Foresee();
        var applied = await revision.ApplyAsync(cancellationToken);
        var remembered = revision.Remembered.ToString();
        if (remembered != known.Fingerprint)
            await externals.RememberAsync(run.Tenant.Id, product.Reference with { Fingerprint = remembered }, known.Id, cancellationToken);
        return applied;
    }

    private static CreateProduct Creation(ImportedProduct product, List<Guid> variantIds, Fingerprint asMade) => new()
    {
        Status = product.Status,
        Vendor = product.Vendor,
        Type = product.Type,
        Tags = product.Tags,
        Options = product.Options,
        Images = product.Images,
        Translations = [Text(product)],
        Variants = [.. product.Variants.Zip(variantIds, (variant, id) => Draft(variant, id, product.Currency))],
        External = product.Reference with { Fingerprint = asMade.ToString() },
    };

    public static ProductText Text(ImportedProduct product) => new()
    {
        Locale = product.Locale,
        Title = product.Title,
        Handle = product.Handle,
        Description = product.Description,
        SeoTitle = product.SeoTitle,
        SeoDescription = product.SeoDescription,
    };

    public static VariantDraft Draft(ImportedVariant variant, Guid id, string currency) => new()
    {
        Id = id,
        Sku = variant.Sku,
        Barcode = variant.Barcode,
        OptionValues = variant.OptionValues,
        WeightGrams = variant.WeightGrams,
        Policy = variant.Policy,
        TracksInventory = variant.TracksInventory,
        Prices = variant.Price is { } price ? [new PriceDraft(currency, price, variant.CompareAt)] : [],
    };
}

using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Commerce.Catalog.Variants.Commands;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Import.Content;
using RusToK.Core.Import.Shopify.Mapping;

namespace RusToK.Core.Import.Shopify.Running;

/// <summary>
/// What one product lacks to be as the file has it, part by part, as commands on the version that was looked at. Each command leaves a
/// product that the next look understands, so it may be interrupted between any two.
/// </summary>
internal sealed class ProductRevision
{
    /// <summary>As stock movements name their cause.</summary>
    private const string Reason = "imported";

    private readonly ImportRun _run;
    private readonly ImportedProduct _wanted;
    private readonly ProductDocument _current;
    private readonly Fingerprint _last;
    private readonly Fingerprint _now;
    private readonly Dictionary<string, PartDecision> _decisions;
    private readonly Dictionary<string, VariantDocument> _variants;
    private readonly List<ImportReason> _notes = [];
    private readonly List<(string Kind, ImportOutcome Outcome, int Number)> _counted = [];
    private long _version;

    public ProductRevision(ImportRun run, ImportedProduct wanted, ProductDocument current, Fingerprint last)
    {
        (_run, _wanted, _current, _last, _version) = (run, wanted, current, last, current.Version);
        _now = ProductParts.Of(wanted);
        var here = ProductParts.Of(current, wanted);
        _decisions = ProductParts.All.ToDictionary(p => p, p => PartDecisions.Decide(p, _now, last, here, run.Mode.Overwrite));
        _variants = current.Variants.ToDictionary(v => ImportedVariant.KeyOf(v.OptionValues));
        if (current.Options.Count == wanted.Options.Count)
            return;
        // Every variant has a value for each option; who wants another number of them makes the product anew.
        _notes.Add(new ImportReason(
            "options", $"The file has {wanted.Options.Count} options and the product here {current.Options.Count}; its options and variants stay as they are."));
        foreach (var part in (string[])[ProductParts.Options, ProductParts.Variants, ProductParts.Prices, ProductParts.Stock])
            _decisions[part] = PartDecision.Keep;
    }

    /// <summary>What is to be remembered: of each part what the file says now, or, where what is here was kept, what it said before.</summary>
    public Fingerprint Remembered
    {
        get
        {
            var remembered = new Fingerprint();
            foreach (var part in ProductParts.All)
                remembered.Set(part, _decisions[part] == PartDecision.Keep ? _last[part] : _now[part]);
            return remembered;
        }
    }

    /// <summary>What <see cref="ApplyAsync"/> would do.</summary>
    public AppliedProduct Foresee() => Conclude(_decisions.ContainsValue(PartDecision.Apply));

    public async Task<AppliedProduct> ApplyAsync(CancellationToken cancellationToken)
    {
        await ReviseWordsAsync(cancellationToken);
        await ReviseDetailsAsync(cancellationToken);
        var made = await ReviseVariantsAsync(cancellationToken);
        await RevisePricesAsync(cancellationToken);
        await ReviseStockAsync(made, cancellationToken);
        await ReviseStatusAsync(cancellationToken);
        return Conclude(_decisions.ContainsValue(PartDecision.Apply));
    }

    /// <summary>Sets what is on hand at the tenant's default location.</summary>
    /// <returns>Why it was refused; null when it was not.</returns>
    public static async Task<ImportReason?> SetStockAsync(ImportRun run, IReadOnlyList<StockMove> counts, CancellationToken cancellationToken)
    {
        try
        {
            await run.SendAsync<SetStock, IReadOnlyList<StockResult>>(new SetStock(counts, Reason), cancellationToken);
            return null;
        }
        catch (DomainException refusal)
        {
            return new ImportReason("stock", $"Its stock is not here: {refusal.Message}");
        }
    }

    private bool Applies(string part) => _decisions[part] == PartDecision.Apply;

    private async Task ReviseWordsAsync(CancellationToken cancellationToken)
    {
        if (!Applies(ProductParts.Words) && !Applies(ProductParts.Handle))
            return;
        var file = ProductImport.Text(_wanted);
        var text = Applies(ProductParts.Words)
            ? file
            : new ProductText
            {
                Locale = _wanted.Locale,
                Title = _current.Title,
                Description = _current.Description,
                SeoTitle = _current.SeoTitle,
                SeoDescription = _current.SeoDescription,
            };
        try
        {
            await SendAsync(new TranslateProduct(_current.Id, text with { Handle = Applies(ProductParts.Handle) ? file.Handle : null }, _version), cancellationToken);
        }
        catch (ConflictException conflict) when (conflict.Field == "translation.handle")
        {
            _notes.Add(new ImportReason("handle-taken", "Another product has its handle; it keeps the one it has."));
            _decisions[ProductParts.Handle] = PartDecision.Keep;
            if (Applies(ProductParts.Words))
                await SendAsync(new TranslateProduct(_current.Id, text with { Handle = null }, _version), cancellationToken);
        }
    }

    private async Task ReviseDetailsAsync(CancellationToken cancellationToken)
    {
        var command = new UpdateProduct(_current.Id, _version);
        if (Applies(ProductParts.Details))
            command = command with { Vendor = _wanted.Vendor, Type = _wanted.Type, Tags = Change.To(_wanted.Tags) };
        if (Applies(ProductParts.Images))
            command = command with { Images = Change.To(_wanted.Images) };
        if (Applies(ProductParts.Options))
            command = command with { Options = Change.To<IReadOnlyList<ProductOption>>([.. _wanted.Options.Select(WithValuesInUse)]) };
        if (command.ChangesAnything)
            await SendAsync(command, cancellationToken);
    }

    /// <summary>Values that variants have must stay, as they are spelt here.</summary>
    private ProductOption WithValuesInUse(ProductOption option, int number)
    {
        var used = _current.Variants.Select(v => v.OptionValues[number]).Distinct().ToList();
        var values = option.Values.Select(v => used.Find(u => u.Equals(v, StringComparison.OrdinalIgnoreCase)) ?? v).ToList();
        return option with { Values = [.. values, .. used.Except(values)] };
    }

    /// <returns>Ids of the variants that were made, by what tells them apart.</returns>
    private async Task<Dictionary<string, Guid>> ReviseVariantsAsync(CancellationToken cancellationToken)
    {
        var made = new Dictionary<string, Guid>();
        if (!Applies(ProductParts.Variants))
            return made;
        var (changed, same) = (0, 0);
        foreach (var variant in _wanted.Variants)
        {
            if (!_variants.TryGetValue(variant.Key, out var here))
            {
                var id = Guid.CreateVersion7();
                await SendVariantAsync(new CreateVariant(_current.Id, ProductImport.Draft(variant, id, _wanted.Currency), _version), cancellationToken);
                made[variant.Key] = id;
            }
            else if (IsAsWanted(here, variant))
            {
                same++;
            }
            else
            {
                await SendVariantAsync(
                    new UpdateVariant(_current.Id, here.Id, _version)
                    {
                        Sku = variant.Sku,
                        Barcode = variant.Barcode,
                        WeightGrams = variant.WeightGrams,
                        Policy = variant.Policy,
                        TracksInventory = variant.TracksInventory,
                    }, cancellationToken);
                changed++;
            }
        }

        _counted.AddRange([
            (EntryKinds.Variant, ImportOutcome.Imported, made.Count), (EntryKinds.Variant, ImportOutcome.Updated, changed),
            (EntryKinds.Variant, ImportOutcome.Unchanged, same)]);
        return made;
    }

    private static bool IsAsWanted(VariantDocument here, ImportedVariant wanted) =>
        (here.Sku, here.Barcode, here.WeightGrams, here.Policy, here.TracksInventory)
        == (wanted.Sku, wanted.Barcode, wanted.WeightGrams, wanted.Policy, wanted.TracksInventory);

    private async Task RevisePricesAsync(CancellationToken cancellationToken)
    {
        if (!Applies(ProductParts.Prices))
            return;
        var changes = new List<PriceChange>();
        foreach (var variant in _wanted.Variants)
        {
            if (!_variants.TryGetValue(variant.Key, out var here))
                continue;
            var price = here.RegularPrices.FirstOrDefault(p => p.Currency == _wanted.Currency);
            if ((price?.Amount, price?.CompareAt) != (variant.Price, variant.CompareAt))
                changes.Add(new PriceChange(here.Id, _wanted.Currency, variant.Price, variant.CompareAt));
        }

        if (changes.Count > 0)
            await SendAsync(new SetPrices(_current.Id, changes, _version), cancellationToken);
        // A variant that was made just now was made with its price.
        var added = _wanted.Variants.Count(v => v.Price is not null && !_variants.ContainsKey(v.Key));
        var updated = changes.Count(c => c.Amount is not null);
        _counted.AddRange([
            (EntryKinds.Price, ImportOutcome.Imported, added), (EntryKinds.Price, ImportOutcome.Updated, updated),
            (EntryKinds.Price, ImportOutcome.Unchanged, _wanted.Variants.Count(v => v.Price is not null) - added - updated)]);
    }

    private async Task ReviseStockAsync(Dictionary<string, Guid> made, CancellationToken cancellationToken)
    {
        if (!Applies(ProductParts.Stock))
            return;
        var counts = new List<StockMove>();
        foreach (var variant in _wanted.Variants.Where(v => v.Quantity is not null))
            if (made.TryGetValue(variant.Key, out var id))
                counts.Add(new StockMove(id, variant.Quantity!.Value));
            else if (_variants.TryGetValue(variant.Key, out var here) && here.OnHand != variant.Quantity)
                counts.Add(new StockMove(here.Id, variant.Quantity!.Value));
        if (counts.Count == 0 || await SetStockAsync(_run, counts, cancellationToken) is not { } refused)
            return;
        _notes.Add(refused);
        _decisions[ProductParts.Stock] = PartDecision.Keep;
    }

    private async Task ReviseStatusAsync(CancellationToken cancellationToken)
    {
        if (!Applies(ProductParts.Publication))
            return;
        if (_current.Status == ProductStatus.Archived)
            await SendAsync(new RestoreProduct(_current.Id, _version), cancellationToken);
        if (_wanted.Status == ProductStatus.Active)
            await SendAsync(new ActivateProduct(_current.Id, _version), cancellationToken);
        else if (_wanted.Status == ProductStatus.Archived)
            await SendAsync(new ArchiveProduct(_current.Id, _version), cancellationToken);
        else if (_current.Status == ProductStatus.Active)
            await SendAsync(new DeactivateProduct(_current.Id, _version), cancellationToken);
    }

    private async Task SendAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : ICommand<ProductResult> =>
        _version = (await _run.SendAsync<TCommand, ProductResult>(command, cancellationToken)).Product.Version;

    private async Task SendVariantAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : ICommand<VariantResult> =>
        _version = (await _run.SendAsync<TCommand, VariantResult>(command, cancellationToken)).Product.Version;

    private AppliedProduct Conclude(bool changed)
    {
        var kept = _decisions.Where(d => d.Value == PartDecision.Keep).Select(d => d.Key).ToList();
        if (kept.Count > 0 && _notes.Count == 0)
        {
            var edited = new ImportReason(
                "edited-here", $"Changed in the file, and here since the last import; what is here stays ({string.Join(", ", kept)}).");
            if (!changed)
                return new AppliedProduct(new Applied(ImportOutcome.Skipped, _current.Id, edited), []);
            _notes.Add(edited);
        }

        Count(EntryKinds.Variant, ProductParts.Variants, _wanted.Variants.Count);
        Count(EntryKinds.Price, ProductParts.Prices, _wanted.Variants.Count(v => v.Price is not null));
        Count(EntryKinds.Option, ProductParts.Options, _wanted.Options.Count);
        Count(EntryKinds.Image, ProductParts.Images, _wanted.Images.Count);
        return new AppliedProduct(new Applied(changed ? ImportOutcome.Updated : ImportOutcome.Unchanged, _current.Id, null, _notes), _counted);
    }

    /// <summary>Counts what was not counted one by one.</summary>
    private void Count(string kind, string part, int number)
    {
        if (!_counted.Exists(c => c.Kind == kind))
            _counted.Add((kind, _decisions[part] switch
            {
                PartDecision.Apply => ImportOutcome.Updated,
                PartDecision.Keep => ImportOutcome.Skipped,
                _ => ImportOutcome.Unchanged,
            }, number));
    }
}

using RusToK.Core.Commerce.External;
using RusToK.Core.Content.External;
using RusToK.Core.Import.Shopify.Mapping;

namespace RusToK.Core.Import.Shopify.Running;

/// <summary>One import of one file, a few hundred products at a time.</summary>
internal sealed class ShopifyRun(
    ImportRun run, Stream file, ProductMapping mapping, string source, int parallelism,
    ExternalProducts externals, ProductImport products, ImportReport report, ImportProgress progress)
{
    private const int ChunkSize = 200;

    private static readonly ImportReason ProductSkipped = new("product-skipped", "Its product was skipped.");
    private static readonly ImportReason Kept = new("edited-here", "It was changed here since the last import; what is here stays.");

    private readonly HashSet<string> _seen = [];
    private readonly List<(ShopifyProduct Read, MappedProduct Mapped)> _chunk = [];

    /// <returns>Where the file could not be read further; null when all of it was.</returns>
    public async Task<ImportDamage?> RunAsync(CancellationToken cancellationToken)
    {
        file.Position = 0;
        progress.Begin("Reading", file.Length, () => file.Position);
        var reader = new ShopifyCsvReader(file);
        ImportDamage? damage = null;
        try
        {
            await foreach (var product in reader.ReadAsync(cancellationToken))
            {
                Take(product);
                if (_chunk.Count >= ChunkSize)
                    await FlushAsync(cancellationToken);
            }
        }
        catch (ShopifyFormatException error)
        {
            damage = new ImportDamage(error.Line, 0, error.Message);
        }

        await FlushAsync(cancellationToken);
        foreach (var (column, records) in reader.WithoutPlace.Where(c => c.Records > 0))
        {
            report.Found(EntryKinds.Column);
            report.Skip(
                new ImportRemark(EntryKinds.Column, column, null, new ImportReason("no-place", $"'{column}' has no place here; {records} records say something in it."), 1),
                wholeKind: true);
        }

        if (damage is null)
            progress.End();
        return damage;
    }

    private void Take(ShopifyProduct product)
    {
        report.Found(EntryKinds.Product);
        var mapped = mapping.Map(product);
        foreach (var (kind, number) in mapped.Found)
            report.Found(kind, number);
        if (mapped.Product is null)
            Skip(product, mapped, mapped.Refusal!);
        else if (!_seen.Add(product.Handle))
            Skip(product, mapped, new ImportReason("repeated", "The handle was there before; its records do not follow each other, and the first of them count."));
        else
            _chunk.Add((product, mapped));
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_chunk.Count == 0)
            return;
        var known = await externals.FindAsync(run.Tenant.Id, source, [.. _chunk.Select(c => c.Read.Handle)], cancellationToken);
        await OrderedWork.RunAsync(
            [.. _chunk.Select(c => new OrderedPiece<string>(c.Read.Handle, [], stop => ApplyAsync(c.Read, c.Mapped, known.GetValueOrDefault(c.Read.Handle), stop)))],
            parallelism, cancellationToken);
        _chunk.Clear();
    }

    private async Task ApplyAsync(ShopifyProduct read, MappedProduct mapped, KnownThing? known, CancellationToken cancellationToken)
    {
        var applied = await products.ApplyAsync(run, mapped.Product!, known, cancellationToken);
        if (applied.Product.Outcome == ImportOutcome.Skipped)
        {
            Skip(read, mapped, applied.Product.Reason!, applied.Product.TraceId);
            return;
        }

        report.Count(EntryKinds.Product, applied.Product.Outcome);
        foreach (var reason in mapped.Notes.Concat(applied.Product.Notes))
            report.Note(Remark(read, reason, applied.Product.TraceId));
        foreach (var (kind, outcome, number) in applied.Parts)
            if (outcome == ImportOutcome.Skipped)
                report.SkipMany(kind, number, Kept);
            else
                report.Count(kind, outcome, number);
        foreach (var (line, reason) in mapped.SkippedVariants)
            SkipPart(EntryKinds.Variant, read, line, reason);
        foreach (var (line, reason) in mapped.SkippedImages)
            SkipPart(EntryKinds.Image, read, line, reason);
        // The prices of variants that were left out.
        report.SkipMany(
            EntryKinds.Price, mapped.Found[EntryKinds.Price] - mapped.Product!.Variants.Count(v => v.Price is not null),
            new ImportReason("variant-skipped", "Its variant was skipped."));
        progress.Done();
    }

    private void Skip(ShopifyProduct product, MappedProduct mapped, ImportReason reason, string? traceId = null)
    {
        report.Skip(Remark(product, reason, traceId));
        foreach (var (kind, number) in mapped.Found)
            report.SkipMany(kind, number, ProductSkipped);
        progress.Done();
    }

    private void SkipPart(string kind, ShopifyProduct product, int line, ImportReason reason) =>
        report.Skip(new ImportRemark(kind, product.Handle, product.Title, reason, line));

    private static ImportRemark Remark(ShopifyProduct product, ImportReason reason, string? traceId) =>
        new(EntryKinds.Product, product.Handle, product.Title, reason, product.Line, traceId);
}

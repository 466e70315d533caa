using System.Globalization;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.External;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.Shopify.Mapping;

/// <summary>What a product of the file is in our terms. What it may look like is for the commands to say.</summary>
/// <param name="source">What the shop's products are remembered under.</param>
/// <param name="locale">Canonical tag of the language of the words.</param>
/// <param name="currency">ISO 4217 code of the prices.</param>
internal sealed class ProductMapping(string source, string locale, string currency)
{
    /// <summary>Shopify's way to write that a product comes in one form only.</summary>
    private const string NoOption = "Title";

    private const string NoOptionValue = "Default Title";

    public MappedProduct Map(ShopifyProduct product)
    {
        var first = product.Rows[0];
        var (notes, skippedVariants, skippedImages) = (new List<ImportReason>(), new List<(int, ImportReason)>(), new List<(int, ImportReason)>());
        var variantRows = product.Rows.Where(r => r.IsVariant).ToList();
        var imageRows = product.Rows.Where(r => r[ShopifyColumns.Image].Length > 0).ToList();
        var names = OptionNames(product.Rows);
        var found = new Dictionary<string, int>
        {
            // A product whose records name none comes in one form.
            [EntryKinds.Variant] = Math.Max(1, variantRows.Count),
            [EntryKinds.Price] = variantRows.Count(r => r[ShopifyColumns.Price].Length > 0),
            [EntryKinds.Option] = names.Count,
            [EntryKinds.Image] = imageRows.Count,
        };
        if (Refuse(product) is { } refusal)
            return new MappedProduct(null, refusal, found);

        var variants = new List<ImportedVariant>();
        foreach (var row in variantRows)
        {
            var mapped = MapVariant(row, names.Count, notes);
            if (mapped.Refusal is { } reason)
                skippedVariants.Add((row.Line, reason));
            else if (variants.Exists(v => v.Key == mapped.Value!.Key))
                skippedVariants.Add((row.Line, new ImportReason("repeated", "Another variant of the product has the same option values; the first counts.")));
            else
                variants.Add(mapped.Value!);
        }

        if (variants.Count == 0 && skippedVariants.Count > 0)
            return new MappedProduct(null, skippedVariants[0].Item2, found);
        if (variants.Count == 0 && names.Count > 0)
            return new MappedProduct(null, new ImportReason("no-variant", "It has options and no variant."), found);
        if (variants.Count == 0)
            variants.Add(new ImportedVariant { OptionValues = [], Policy = InventoryPolicy.Deny, TracksInventory = false });
        return new MappedProduct(
            new ImportedProduct
            {
                Reference = new ExternalReference(source, ExternalProducts.Kind, product.Handle),
                Locale = locale,
                Currency = currency,
                Title = product.Title,
                Handle = HandleOf(product.Handle, notes),
                Description = first[ShopifyColumns.Body],
                SeoTitle = OrNull(first[ShopifyColumns.SeoTitle]),
                SeoDescription = OrNull(first[ShopifyColumns.SeoDescription]),
                Vendor = OrNull(first[ShopifyColumns.Vendor]),
                Type = OrNull(first[ShopifyColumns.Type]),
                Tags = ProductRules.Tidy(first[ShopifyColumns.Tags].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
                Options = [.. names.Select((name, i) => new ProductOption(name, ValuesOf(variants, i)))],
                Images = Images(imageRows, skippedImages),
                Variants = variants,
                Status = StatusOf(first, notes),
            },
            null, found)
        {
            Notes = notes,
            SkippedVariants = skippedVariants,
            SkippedImages = skippedImages,
        };
    }

    private static ImportReason? Refuse(ShopifyProduct product) => product switch
    {
        { Handle.Length: 0 } => new ImportReason("no-handle", "The record has no handle, which tells the products apart."),
        { Handle.Length: > ExternalIdMapping.MaxPart } => new ImportReason("handle-length", $"The handle has more than {ExternalIdMapping.MaxPart} characters."),
        { Title.Length: 0 } => new ImportReason("no-title", "Its first record has no title."),
        { IsCutOff: true } => new ImportReason("too-many-records", $"It has more than {ShopifyProduct.MaxRows} records."),
        _ => null,
    };

    /// <summary>The names stand on the product's first record; some exports repeat them, some write them later.</summary>
    private static List<string> OptionNames(IReadOnlyList<ShopifyRow> rows)
    {
        var names = new List<string>();
        for (var number = 1; number <= ProductRules.MaxOptions; number++)
            if (rows.Select(r => r[ShopifyColumns.OptionName(number)]).FirstOrDefault(n => n.Length > 0) is { } name)
                names.Add(name);
        var isPlaceholder = names is [NoOption] && rows.Where(r => r.IsVariant).All(r => r[ShopifyColumns.OptionValue(1)] is NoOptionValue or "");
        return isPlaceholder ? [] : names;
    }

    private static Mapped<ImportedVariant> MapVariant(ShopifyRow row, int options, List<ImportReason> notes)
    {
        var values = row.OptionValues(options);
        if (values.Any(v => v.Length == 0))
            return new ImportReason("option-missing", "It has no value for one of the product's options.");
        if (!Numbers.TryAmount(row[ShopifyColumns.Price], out var price))
            return Numbers.Refuse(ShopifyColumns.Price, row[ShopifyColumns.Price]);
        if (!Numbers.TryAmount(row[ShopifyColumns.CompareAt], out var compareAt))
            return Numbers.Refuse(ShopifyColumns.CompareAt, row[ShopifyColumns.CompareAt]);
        if (!Numbers.TryGrams(row[ShopifyColumns.Grams], out var grams))
            return Numbers.Refuse(ShopifyColumns.Grams, row[ShopifyColumns.Grams]);
        if (!Numbers.TryPieces(row[ShopifyColumns.Quantity], out var quantity))
            return Numbers.Refuse(ShopifyColumns.Quantity, row[ShopifyColumns.Quantity]);
        if (compareAt is not null && (price is null || compareAt < price))
        {
            notes.Add(new ImportReason("compare-at", $"A price is compared with one that is lower ({compareAt}); that is left out."));
            compareAt = null;
        }

        var isTracked = row[ShopifyColumns.Tracker].Length > 0;
        if (isTracked && quantity < 0)
        {
            notes.Add(new ImportReason("oversold", $"A stock of {quantity} becomes 0: pieces owed to buyers belong to orders, which the file has not."));
            quantity = 0;
        }

        return new ImportedVariant
        {
            OptionValues = values,
            Sku = OrNull(row[ShopifyColumns.Sku].TrimStart('\'')),
            Barcode = OrNull(row[ShopifyColumns.Barcode].TrimStart('\'')),
            WeightGrams = grams,
            Policy = row[ShopifyColumns.Policy].Equals("continue", StringComparison.OrdinalIgnoreCase) ? InventoryPolicy.Continue : InventoryPolicy.Deny,
            TracksInventory = isTracked,
            Quantity = isTracked ? quantity ?? 0 : null,
            Price = price,
            CompareAt = compareAt,
        };
    }

    private static List<ProductImage> Images(List<ShopifyRow> rows, List<(int, ImportReason)> skipped)
    {
        var images = new List<(int Position, ProductImage Image)>();
        foreach (var row in rows)
        {
            var url = row[ShopifyColumns.Image];
            if (images.Count == ProductRules.MaxImages)
                skipped.Add((row.Line, new ImportReason("too-many", $"A product has at most {ProductRules.MaxImages} images.")));
            else if (url.Length > ProductRules.MaxImageUrl || !Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                skipped.Add((row.Line, new ImportReason("url", "Its address is no http or https address of a possible length.")));
            else
                images.Add((
                    int.TryParse(row[ShopifyColumns.ImagePosition], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : int.MaxValue,
                    new ProductImage(url, OrNull(row[ShopifyColumns.ImageAlt] is { Length: > ProductRules.MaxImageAlt } alt ? alt[..ProductRules.MaxImageAlt] : row[ShopifyColumns.ImageAlt]))));
        }

        return [.. images.OrderBy(i => i.Position).Select(i => i.Image)];
    }

    private static string? HandleOf(string handle, List<ImportReason> notes)
    {
        if (SlugText.IsValid(handle))
            return handle;
        notes.Add(new ImportReason("handle", "The handle is none that is possible here; one was made of the title."));
        return null;
    }

    private static ProductStatus StatusOf(ShopifyRow row, List<ImportReason> notes)
    {
        var isPublished = !row[ShopifyColumns.Published].Equals("false", StringComparison.OrdinalIgnoreCase);
        switch (row[ShopifyColumns.Status].ToLowerInvariant())
        {
            case "archived":
                return ProductStatus.Archived;
            case "draft":
                return ProductStatus.Draft;
            case "" or "active":
                return isPublished ? ProductStatus.Active : ProductStatus.Draft;
            default:
                notes.Add(new ImportReason("status", $"The status '{row[ShopifyColumns.Status]}' is not known; it is a draft here."));
                return ProductStatus.Draft;
        }
    }

    private static string[] ValuesOf(List<ImportedVariant> variants, int option) =>
        [.. variants.Select(v => v.OptionValues[option]).DistinctBy(v => v.ToLowerInvariant())];

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}

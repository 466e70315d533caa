namespace RusToK.Core.Import.Shopify;

/// <summary>Columns of Shopify's product CSV that have a place here; the others are named in the report.</summary>
/// <seealso href="https://help.shopify.com/en/manual/products/import-export/using-csv">Shopify's description</seealso>
internal static class ShopifyColumns
{
    public const string Handle = "Handle";
    public const string Title = "Title";
    public const string Body = "Body (HTML)";
    public const string Vendor = "Vendor";
    public const string Type = "Type";
    public const string Tags = "Tags";
    public const string Published = "Published";
    public const string Status = "Status";
    public const string Sku = "Variant SKU";
    public const string Grams = "Variant Grams";
    public const string Tracker = "Variant Inventory Tracker";
    public const string Quantity = "Variant Inventory Qty";
    public const string Policy = "Variant Inventory Policy";
    public const string Price = "Variant Price";
    public const string CompareAt = "Variant Compare At Price";
    public const string Barcode = "Variant Barcode";
    public const string Image = "Image Src";
    public const string ImagePosition = "Image Position";
    public const string ImageAlt = "Image Alt Text";
    public const string SeoTitle = "SEO Title";
    public const string SeoDescription = "SEO Description";

    /// <summary>Without these it is no product CSV.</summary>
    public static readonly string[] Required = [Handle, Title];

    private static readonly HashSet<string> Used =
    [
        Handle, Title, Body, Vendor, Type, Tags, Published, Status, Sku, Grams, Tracker, Quantity, Policy, Price, CompareAt, Barcode, Image,
        ImagePosition, ImageAlt, SeoTitle, SeoDescription, OptionName(1), OptionName(2), OptionName(3), OptionValue(1), OptionValue(2), OptionValue(3),
    ];

    /// <param name="number">1 to 3.</param>
    public static string OptionName(int number) => $"Option{number} Name";

    /// <param name="number">1 to 3.</param>
    public static string OptionValue(int number) => $"Option{number} Value";

    public static bool HasPlace(string column) => Used.Contains(column);
}

using RusToK.Core.Commerce.External;

namespace RusToK.Core.Import.Shopify;

/// <summary>Kinds of entries, as reports name them.</summary>
internal static class EntryKinds
{
    public const string Product = ExternalProducts.Kind;
    public const string Variant = "variant";
    public const string Price = "price";
    public const string Option = "option";
    public const string Image = "image";
    public const string Column = "column";
}

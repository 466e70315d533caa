namespace RusToK.Core.Commerce.Catalog.Caching;

/// <summary>What entries of the catalog's cache are forgotten by.</summary>
internal static class CatalogTags
{
    /// <summary>One product, with its words, variants, prices and stock.</summary>
    public static string Product(Guid id) => $"product:{id:N}";

    /// <summary>Pages of products.</summary>
    public static string Lists(Guid tenantId) => $"products:{tenantId:N}";

    /// <summary>Answers by handle that another product might change.</summary>
    public static string Elsewhere(Guid tenantId) => $"handles:{tenantId:N}";

    /// <summary>What products show of others: collections and price lists.</summary>
    public static string Frame(Guid tenantId) => $"frame:{tenantId:N}";
}

namespace RusToK.Core.Commerce.Catalog.Products;

/// <summary>A product's words in one language, as a caller gives them.</summary>
public sealed record ProductText
{
    /// <summary>BCP 47 tag; null for the tenant's default.</summary>
    public string? Locale { get; init; }

    /// <summary>1 to 255 characters; blanks around it are removed.</summary>
    public required string Title { get; init; }

    /// <summary>Unique per tenant and locale; made of the title, and made unique, when absent.</summary>
    public string? Handle { get; init; }

    /// <summary>HTML, at most 100,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>At most 255 characters.</summary>
    public string? SeoTitle { get; init; }

    /// <summary>At most 1000 characters.</summary>
    public string? SeoDescription { get; init; }
}

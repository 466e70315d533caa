namespace RusToK.Core.Content.Nodes;

/// <summary>A node's words in one language, as a caller gives them.</summary>
public sealed record NodeText
{
    /// <summary>BCP 47 tag; null for the tenant's default.</summary>
    public string? Locale { get; init; }

    /// <summary>1 to 255 characters; blanks around it are removed.</summary>
    public required string Title { get; init; }

    /// <summary>Unique per tenant, locale and kind; made of the title, and made unique, when absent.</summary>
    public string? Slug { get; init; }

    /// <summary>At most 1000 characters.</summary>
    public string? Excerpt { get; init; }

    public BodyFormat BodyFormat { get; init; } = BodyFormat.Markdown;

    /// <summary>At most 1,000,000 characters.</summary>
    public string? Body { get; init; }
}

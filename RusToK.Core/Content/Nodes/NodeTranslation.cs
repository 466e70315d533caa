using RusToK.Core.Content.Pages.Blocks;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Nodes;

/// <summary>A node's words in one language, body included. Guarded by the version of its node.</summary>
public sealed record NodeTranslation : ITenantOwned
{
    public required Guid TenantId { get; init; }

    public required Guid NodeId { get; init; }

    /// <summary>BCP 47 tag in its canonical case.</summary>
    public required string Locale { get; init; }

    /// <summary>The node's kind, because a slug is unique per tenant, locale and kind.</summary>
    public required NodeKind Kind { get; init; }

    public required string Title { get; init; }

    public required string Slug { get; init; }

    public string? Excerpt { get; init; }

    public required BodyFormat BodyFormat { get; init; }

    /// <summary>Kept as it was given; empty when there is none.</summary>
    public required string Body { get; init; }

    /// <summary>A page's blocks in this language; null when it has none of its own.</summary>
    public IReadOnlyList<PageBlock>? Blocks { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce;

/// <summary>What a thing of ours is called where it came from, so that an import finds it again. Outlives the thing.</summary>
public sealed record ExternalId : ITenantOwned
{
    public required Guid TenantId { get; init; }

    /// <summary>The shop or system: <c>shopify:example.myshopify.com</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What kind of thing it is there: <c>product</c>, <c>variant</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its id there.</summary>
    public required string External { get; init; }

    /// <summary>Its id here.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the source said when that was last applied, for the import to compare with; null when nothing is known of it.</summary>
    public string? Fingerprint { get; init; }
}

using RusToK.Core.Persistence;

namespace RusToK.Core.Content;

/// <summary>What a thing of ours is called where it came from, so that an import finds it again. Outlives the thing.</summary>
public sealed record ExternalId : ITenantOwned
{
    public required Guid TenantId { get; init; }

    /// <summary>The site or system: <c>wordpress:https://example.org</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What kind of thing it is there: <c>post</c>, <c>category</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its id there.</summary>
    public required string External { get; init; }

    /// <summary>Its id here.</summary>
    public required Guid Id { get; init; }

    /// <summary>What its source said of it when that was last applied here, in short; null where nobody asked to remember it.</summary>
    public string? Fingerprint { get; init; }
}

/// <summary>Names a thing in the system it came from; see <see cref="ExternalId"/>.</summary>
public sealed record ExternalReference(string Source, string Kind, string Id)
{
    /// <summary>What the source says of it, in short, so that a later import can tell whether that has changed.</summary>
    public string? Fingerprint { get; init; }
}

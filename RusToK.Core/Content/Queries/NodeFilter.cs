using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Content.Queries;

/// <summary>Which nodes a list holds; what is null does not restrict.</summary>
public sealed record NodeFilter
{
    public NodeKind? Kind { get; init; }

    public NodeStatus Status { get; init; } = NodeStatus.Published;

    public Guid? CategoryId { get; init; }

    public Guid? TagId { get; init; }

    /// <summary>Of any language.</summary>
    public string? TagSlug { get; init; }

    public Guid? AuthorId { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>First published at this time or later.</summary>
    public DateTimeOffset? PublishedAfter { get; init; }

    /// <summary>First published before this time.</summary>
    public DateTimeOffset? PublishedBefore { get; init; }
}

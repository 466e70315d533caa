using RusToK.Core.Content.Forum;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Categories;

/// <summary>A place in the tenant's tree of subjects. A node is in at most one.</summary>
public sealed record Category : ITenantOwned, IVersioned
{
    public required Guid TenantId { get; init; }

    public required Guid Id { get; init; }

    public Guid? ParentId { get; init; }

    /// <summary>Place among its siblings; equal ones are ordered by id.</summary>
    public required int Position { get; init; }

    /// <summary>How replies are let through; null unless the category is one of the forum.</summary>
    public Moderation? ForumModeration { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long Version { get; init; }
}

using RusToK.Core.Content.Forum;
using RusToK.Core.Events;

namespace RusToK.Core.Content.Events;

/// <summary>A whole category.</summary>
public sealed record CategoryState(
    Guid? ParentId,
    int Position,
    IReadOnlyList<NameState> Translations,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    Moderation? ForumModeration = null);

/// <summary>An event that carries a whole category.</summary>
public interface ICategoryStateEvent : IEvent
{
    CategoryState Category { get; }
}

[EventType("category.created")]
public sealed record CategoryCreated(CategoryState Category) : ICategoryStateEvent;

[EventType("category.updated")]
public sealed record CategoryUpdated(CategoryState Category) : ICategoryStateEvent;

/// <param name="Category">The state it had last.</param>
[EventType("category.deleted")]
public sealed record CategoryDeleted(CategoryState Category) : ICategoryStateEvent;

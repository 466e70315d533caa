using RusToK.Core.Content.Forum;

namespace RusToK.Core.Content.Queries;

/// <summary>Which topics a list holds; what is null does not restrict.</summary>
public sealed record TopicFilter
{
    public Guid? CategoryId { get; init; }

    /// <summary>Null for those that are seen: open and closed ones.</summary>
    public TopicState? State { get; init; }
}

using RusToK.Core.Content.Forum;

namespace RusToK.Core.Content.Queries;

/// <summary>Which replies a moderator looks at; what is null does not restrict.</summary>
public sealed record ReplyFilter
{
    public ReplyState State { get; init; } = ReplyState.Pending;

    /// <summary>Only to topics in it.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>Only to it.</summary>
    public Guid? TopicId { get; init; }
}

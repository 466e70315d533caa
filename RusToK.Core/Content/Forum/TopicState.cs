using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Content.Forum;

/// <summary>What may be done with a topic. It follows from the node's status, so the two never contradict each other.</summary>
public enum TopicState
{
    /// <summary>Seen, and replied to.</summary>
    Open,

    /// <summary>Seen, and takes no replies.</summary>
    Closed,

    /// <summary>Not seen.</summary>
    Archived,
}

public static class TopicStates
{
    /// <param name="status">Of the node; a draft is not seen either.</param>
    /// <param name="isClosed">Of the node.</param>
    public static TopicState Of(NodeStatus status, bool isClosed) => status != NodeStatus.Published ? TopicState.Archived : isClosed ? TopicState.Closed : TopicState.Open;
}

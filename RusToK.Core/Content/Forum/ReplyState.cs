using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Content.Forum;

/// <summary>Whether a reply was let through. It follows from the node's status, so the two never contradict each other.</summary>
public enum ReplyState
{
    /// <summary>Waits for a moderator. A draft.</summary>
    Pending,

    /// <summary>Published.</summary>
    Approved,

    /// <summary>Not let through. A draft with a reason.</summary>
    Rejected,

    /// <summary>Was approved and is not seen any more. Archived.</summary>
    Hidden,
}

public static class ReplyStates
{
    /// <param name="status">Of the node.</param>
    /// <param name="rejectionReason">Of the node.</param>
    public static ReplyState Of(NodeStatus status, string? rejectionReason) => status switch
    {
        NodeStatus.Published => ReplyState.Approved,
        NodeStatus.Archived => ReplyState.Hidden,
        _ => rejectionReason is null ? ReplyState.Pending : ReplyState.Rejected,
    };
}

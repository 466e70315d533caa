using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Nodes;

/// <summary>One allowed change of status.</summary>
internal enum NodeTransition
{
    /// <summary>Draft → Published.</summary>
    Publish,

    /// <summary>Published → Draft.</summary>
    Unpublish,

    /// <summary>Published → Archived, with a reason.</summary>
    Archive,

    /// <summary>Archived → Draft.</summary>
    Restore,
}

/// <summary>Draft → Published → Archived → Draft, and Published → Draft; nothing else.</summary>
internal static class NodeLifecycle
{
    /// <exception cref="ConflictException">The node is in another state; the message names both and what is allowed.</exception>
    public static NodeStatus Next(NodeStatus current, NodeTransition transition)
    {
        var (from, to) = Ends(transition);
        if (current == from)
            return to;
        var allowed = Enum.GetValues<NodeTransition>().Where(t => Ends(t).From == current).Select(Describe);
        throw new ConflictException(
            $"The node is {Name(current)}; {Describe(transition)} needs it to be {Name(from)}. From {Name(current)} it allows {string.Join(" and ", allowed)}.",
            field: "id", rule: "transition");
    }

    private static (NodeStatus From, NodeStatus To) Ends(NodeTransition transition) => transition switch
    {
        NodeTransition.Publish => (NodeStatus.Draft, NodeStatus.Published),
        NodeTransition.Unpublish => (NodeStatus.Published, NodeStatus.Draft),
        NodeTransition.Archive => (NodeStatus.Published, NodeStatus.Archived),
        NodeTransition.Restore => (NodeStatus.Archived, NodeStatus.Draft),
        _ => throw new ArgumentOutOfRangeException(nameof(transition), transition, null),
    };

    private static string Describe(NodeTransition transition) => $"{EnumText<NodeTransition>.Of(transition)} (to {Name(Ends(transition).To)})";

    private static string Name(NodeStatus status) => EnumText<NodeStatus>.Of(status);
}

using GraphQL.Types;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content.Types;

internal sealed class NodeKindType : EnumerationGraphType<NodeKind>
{
    public NodeKindType() => Name = "NodeKind";
}

internal sealed class NodeStatusType : EnumerationGraphType<NodeStatus>
{
    public NodeStatusType() => Name = "NodeStatus";
}

internal sealed class BodyFormatType : EnumerationGraphType<BodyFormat>
{
    public BodyFormatType() => Name = "BodyFormat";
}

internal sealed class NodeOrderType : EnumerationGraphType<NodeOrder>
{
    public NodeOrderType() => Name = "NodeOrder";
}

internal sealed class ModerationType : EnumerationGraphType<Moderation>
{
    public ModerationType() => Name = "Moderation";
}

internal sealed class TopicStateType : EnumerationGraphType<TopicState>
{
    public TopicStateType() => Name = "TopicState";
}

internal sealed class ReplyStateType : EnumerationGraphType<ReplyState>
{
    public ReplyStateType() => Name = "ReplyState";
}

internal sealed class MenuTargetKindType : EnumerationGraphType<MenuTargetKind>
{
    public MenuTargetKindType() => Name = "MenuTargetKind";
}

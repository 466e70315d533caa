using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Nodes;

/// <summary>What a node is. It never changes.</summary>
[JsonConverter(typeof(EnumTextConverter<NodeKind>))]
public enum NodeKind
{
    Post,
    Page,
    Article,
    ForumTopic,
    ForumReply,
    Custom,
}

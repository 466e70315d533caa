using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Nodes;

/// <summary>Where a node stands; <see cref="NodeLifecycle"/> says what may follow.</summary>
[JsonConverter(typeof(EnumTextConverter<NodeStatus>))]
public enum NodeStatus
{
    Draft,
    Published,
    Archived,
}

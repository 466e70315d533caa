using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Nodes;

/// <summary>How a body is to be read. It is kept as it is.</summary>
[JsonConverter(typeof(EnumTextConverter<BodyFormat>))]
public enum BodyFormat
{
    Markdown,
    Html,
    Plain,

    /// <summary>A JSON array of blocks, each an object with a <c>type</c>.</summary>
    Json,
}

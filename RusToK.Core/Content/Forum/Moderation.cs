using System.Text.Json.Serialization;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Forum;

/// <summary>How replies to the topics of a category become visible.</summary>
[JsonConverter(typeof(EnumTextConverter<Moderation>))]
public enum Moderation
{
    /// <summary>A reply waits until a moderator approves it.</summary>
    Pre,

    /// <summary>A reply is visible at once; a moderator may hide it.</summary>
    Post,
}

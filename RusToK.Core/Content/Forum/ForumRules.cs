using System.Globalization;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Forum;

/// <summary>What topics and replies may look like, and who may change them.</summary>
public static class ForumRules
{
    /// <summary>Characters of a topic's or reply's text.</summary>
    public const int MaxText = 50_000;

    /// <summary>Characters of a reply that stand for its title in lists.</summary>
    private const int TitleLength = 80;

    internal static void CheckText(Violations violations, string field, string body, BodyFormat format)
    {
        violations.RequireName(field, body, MaxText);
        if (format is not (BodyFormat.Markdown or BodyFormat.Plain))
            violations.Add("bodyFormat", "format", "bodyFormat must be markdown or plain: what anybody may write is not markup.");
    }

    /// <summary>The beginning of a reply, which has no title of its own.</summary>
    internal static string TitleOf(BodyFormat format, string body)
    {
        var text = string.Join(' ', SearchableText.WithoutMarkup(format, body).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length <= TitleLength)
            return text.Length > 0 ? text : "…";
        var end = text.LastIndexOf(' ', TitleLength);
        if (end < 0)
            end = char.IsHighSurrogate(text[TitleLength - 1]) ? TitleLength - 1 : TitleLength;
        return text[..end] + " …";
    }

    /// <summary>A name nobody else can want: replies are read with their topic.</summary>
    internal static string SlugOf(Guid replyId) => "reply-" + replyId.ToString("N", CultureInfo.InvariantCulture);

    /// <exception cref="ForbiddenException">It is another's, and the actor is no moderator.</exception>
    internal static void RequireAuthor(Node node, Guid? actorId, bool isModerator, string permission)
    {
        if (!isModerator && (actorId is null || node.AuthorId != actorId))
            throw new ForbiddenException($"This needs the permission {permission}.", permission);
    }

    /// <exception cref="NotFoundException">The node is of another kind, which to the forum is not there.</exception>
    internal static Node Require(Node node, NodeKind kind, string subject) => node.Kind == kind ? node : throw NotFoundException.For(subject, node.Id, "id");
}

using System.Globalization;
using System.Text.Json.Nodes;
using RusToK.Core.Content.Nodes;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>What comments become: replies below their item.</summary>
/// <param name="site">Address of the site.</param>
/// <param name="clock">A date to come is none.</param>
internal sealed class CommentMapping(string site, TimeProvider clock)
{
    /// <summary>Where positions begin. Seconds since then fit into one until 2068.</summary>
    private static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Why a comment is no reply; null when it is one.</summary>
    public static ImportReason? Refuse(WxrComment comment) => (comment.Type, comment.Approved) switch
    {
        ("pingback" or "trackback", _) => new ImportReason(comment.Type, "It is a notice that another site links here, no reply."),
        (not ("" or "comment"), _) => new ImportReason("comment-type", $"It is a '{comment.Type}' of a plugin, no comment."),
        (_, "spam") => new ImportReason("spam", "It is marked as spam."),
        (_, "trash" or "post-trashed") => new ImportReason("in-trash", "It is in the trash."),
        _ => null,
    };

    /// <param name="comment">A comment that is not refused.</param>
    /// <param name="itemIsPublished">A reply must not be read where its item cannot.</param>
    public Mapped<MappedNode> Map(WxrComment comment, bool itemIsPublished)
    {
        var id = comment.Id.ToString(CultureInfo.InvariantCulture);
        var isApproved = comment.Approved == "1";
        var isPublished = isApproved && itemIsPublished;
        var details = new JsonObject
        {
            ["site"] = site,
            ["id"] = comment.Id,
            ["type"] = "comment",
            ["status"] = isApproved ? "approved" : "pending",
        };
        var author = PersonName.Of(comment.Author);
        ItemMapping.Add(details, "author", author is null ? null : new JsonObject { ["name"] = author });
        ItemMapping.Add(details, "date", ItemMapping.Text(comment.DateGmt));

        var node = new MappedNode
        {
            Kind = NodeKind.ForumReply,
            Title = PlainTitle.FromBody(comment.Content) ?? $"#{id}",
            Slugs = WordPressSlug.Numbers($"comment-{id}"),
            Body = comment.Content,
            // WordPress lists comments by their date, whatever order they are written in.
            Position = comment.DateGmt is { } date ? (int)Math.Clamp((date - Beginning).TotalSeconds, int.MinValue, int.MaxValue) : 0,
            Status = isPublished ? NodeStatus.Published : NodeStatus.Draft,
            PublishedAt = isPublished && comment.DateGmt is { UtcDateTime.Year: > 1 } written && written <= clock.GetUtcNow() ? written : null,
            Metadata = ItemMapping.Metadata(details),
            Notes = isApproved && !itemIsPublished ? [new ImportReason("draft-instead", "Its item is not published; here it is a draft.")] : [],
        };
        return NodeLimits.Check(node) is { } broken ? broken : node;
    }
}

using RusToK.Core.Privacy;

namespace RusToK.Core.Import.WordPress;

/// <summary>A post, page, attachment, menu item or custom type, with all that hangs on it.</summary>
public sealed record WxrItem : WxrEntry
{
    /// <summary>WordPress id, positive.</summary>
    public required long PostId { get; init; }

    /// <summary><c>post</c>, <c>page</c>, <c>attachment</c>, <c>nav_menu_item</c> or a custom type. Never empty.</summary>
    public required string PostType { get; init; }

    /// <summary><c>publish</c>, <c>draft</c>, <c>pending</c>, <c>private</c>, <c>future</c>, <c>inherit</c>, <c>trash</c> ...</summary>
    public required string Status { get; init; }

    public required string Title { get; init; }

    public required string Link { get; init; }

    /// <summary>The RSS guid: an address that never changes, whatever the permalinks become.</summary>
    public required string FeedGuid { get; init; }

    /// <summary><c>post_name</c>, percent-encoded by WordPress when it is not ASCII; empty for most drafts.</summary>
    public required string Slug { get; init; }

    [Confidential]
    public required string AuthorLogin { get; init; }

    public required string Content { get; init; }

    public required string Excerpt { get; init; }

    /// <summary><c>post_date_gmt</c>; null where WordPress holds the zero date (drafts never published).</summary>
    public DateTimeOffset? PostDateGmt { get; init; }

    /// <summary>
    /// <c>post_date</c>, the clock of the site. The file does not name the time zone: the offset is what lies between this and
    /// <see cref="PostDateGmt"/>, and zero where that is null or the difference is no possible offset.
    /// </summary>
    public DateTimeOffset? PostDate { get; init; }

    /// <summary><c>post_modified_gmt</c>, written since WordPress 5.7.</summary>
    public DateTimeOffset? ModifiedGmt { get; init; }

    /// <summary>The RSS date; null where it is none (WordPress writes the year -0001 or nothing for drafts).</summary>
    public DateTimeOffset? PubDate { get; init; }

    /// <summary>Id of the item this one stands under; null for a root. It may come later in the file, or not at all.</summary>
    public long? ParentId { get; init; }

    public required int MenuOrder { get; init; }

    public required bool IsSticky { get; init; }

    /// <summary>Whether readers were asked for a password. The password itself is not kept.</summary>
    public required bool HasPassword { get; init; }

    /// <summary><c>open</c> or <c>closed</c>.</summary>
    public required string CommentStatus { get; init; }

    /// <summary>Address of the file of an attachment, else null.</summary>
    public string? AttachmentUrl { get; init; }

    public required IReadOnlyList<WxrItemTerm> Terms { get; init; }

    public required IReadOnlyList<WxrMeta> Meta { get; init; }

    public required IReadOnlyList<WxrComment> Comments { get; init; }

    public override string ToString() => Printed.Of(this);
}

using RusToK.Core.Privacy;

namespace RusToK.Core.Import.WordPress;

/// <summary>A comment, pingback or trackback on an item.</summary>
public sealed record WxrComment
{
    public required long Id { get; init; }

    [Confidential]
    public required string Author { get; init; }

    [Confidential]
    public required string AuthorEmail { get; init; }

    [Confidential]
    public required string AuthorUrl { get; init; }

    /// <summary>When it was written, UTC; null where WordPress holds the zero date.</summary>
    public DateTimeOffset? DateGmt { get; init; }

    public required string Content { get; init; }

    /// <summary><c>1</c> approved, <c>0</c> pending, or <c>spam</c>, <c>trash</c>, <c>post-trashed</c>.</summary>
    public required string Approved { get; init; }

    /// <summary>Empty or <c>comment</c> for a comment, else <c>pingback</c>, <c>trackback</c> or a plugin's own type.</summary>
    public required string Type { get; init; }

    /// <summary>Id of the comment this one answers; null for the first of a thread.</summary>
    public long? ParentId { get; init; }

    /// <summary>WordPress id of the registered user; null for a guest.</summary>
    public long? UserId { get; init; }

    public IReadOnlyList<WxrMeta> Meta { get; init; } = [];

    public override string ToString() => Printed.Of(this);
}

using System.Globalization;
using RusToK.Core.Content.External;
using RusToK.Core.Import.WordPress.Mapping;

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>A post, page or custom type on its way.</summary>
internal sealed record ItemEntry(WxrItem Item, MappedNode Node)
{
    public ExternalKey Key { get; } = KeyOf(Item.PostId);

    public ExternalKey? Parent { get; } = Item.ParentId is { } parent ? KeyOf(parent) : null;

    public IReadOnlyList<(ExternalKey Key, WxrItemTerm Term)> Categories { get; } =
        [.. Node.Categories.Select(t => (new ExternalKey(EntryKinds.Category, t.Nicename), t))];

    public IReadOnlyList<(ExternalKey Key, WxrItemTerm Term)> Tags { get; } =
        [.. Node.Tags.Select(t => (new ExternalKey(EntryKinds.Tag, t.Nicename), t))];

    public Placing Placing { get; init; }

    /// <summary>Where to note that it needs a second look.</summary>
    public OpenEntry? Open { get; init; }

    public static ExternalKey KeyOf(long postId) => new(EntryKinds.Post, postId.ToString(CultureInfo.InvariantCulture));

    public ImportRemark Remark(ImportReason reason, string? traceId = null) =>
        new(Item.PostType, Key.Id, Item.Title, reason, Item.Position.Line, traceId);
}

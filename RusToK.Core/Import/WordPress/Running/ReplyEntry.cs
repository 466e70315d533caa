using System.Globalization;
using RusToK.Core.Content.External;
using RusToK.Core.Import.WordPress.Mapping;

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>A comment on its way.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="Node">What it becomes.</param>
/// <param name="Item">The item it is about.</param>
/// <param name="Answered">The comment it answers; null when it answers the item.</param>
internal sealed record ReplyEntry(WxrComment Comment, MappedNode Node, WxrItem Item, ExternalKey? Answered)
{
    public ExternalKey Key { get; } = KeyOf(Comment.Id);

    public ExternalKey ItemKey { get; } = ItemEntry.KeyOf(Item.PostId);

    public static ExternalKey KeyOf(long commentId) => new(EntryKinds.Comment, commentId.ToString(CultureInfo.InvariantCulture));

    public ImportRemark Remark(ImportReason reason, string? traceId = null) =>
        new(EntryKinds.Comment, Key.Id, Node.Title, reason, Item.Position.Line, traceId);
}

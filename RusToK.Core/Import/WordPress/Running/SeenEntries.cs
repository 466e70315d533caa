using System.Globalization;
using RusToK.Core.Content.External;

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>
/// What of the file was read. About a bit for each item and comment, whose numbers lie close together, and the name of each term:
/// the only things that stay in memory for the whole run.
/// </summary>
internal sealed class SeenEntries
{
    /// <summary>Items that are imported.</summary>
    public IdSet Items { get; } = new();

    public IdSet Comments { get; } = new();

    /// <summary>Terms that have entries.</summary>
    public HashSet<ExternalKey> Described { get; } = [];

    /// <summary>Terms that have entries, or that were made of what items say.</summary>
    public HashSet<ExternalKey> Terms { get; } = [];

    /// <param name="item">Key of an item.</param>
    public bool Contains(ExternalKey item) => Items.Contains(long.Parse(item.Id, CultureInfo.InvariantCulture));
}

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>An entry whose parent had not come yet when it was read. All that is kept of it until the file is read again.</summary>
/// <param name="ordinal">Its place in the file.</param>
/// <param name="hasComments">Comments come last, when everything above them stands where it stays.</param>
internal sealed class OpenEntry(long ordinal, bool hasComments)
{
    /// <summary>Open entries are remembered in the order of the file.</summary>
    public static readonly IComparer<OpenEntry> ByOrdinal = Comparer<OpenEntry>.Create((a, b) => a.Ordinal.CompareTo(b.Ordinal));

    public long Ordinal { get; } = ordinal;

    public bool HasComments { get; } = hasComments;

    /// <summary>It was made in this run.</summary>
    public bool IsNew { get; set; }

    /// <summary>Its place needs no second look.</summary>
    public bool IsSettled { get; set; }
}

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>What is known of an entry's parent when the entry is read.</summary>
internal enum Placing
{
    /// <summary>It has none, or one that came before: the entry gets its place at once.</summary>
    Settled,

    /// <summary>It has not come yet: the entry is made without a parent.</summary>
    Open,

    /// <summary>The whole file has been read: either the parent is here now, or there is none.</summary>
    Late,
}

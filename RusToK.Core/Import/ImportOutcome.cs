namespace RusToK.Core.Import;

/// <summary>What became of one entry of a file. Every entry has exactly one.</summary>
public enum ImportOutcome
{
    /// <summary>It was not here and is now.</summary>
    Imported,

    /// <summary>The file says something else than last time, and so does what is here now.</summary>
    Updated,

    /// <summary>Nothing was to be done.</summary>
    Unchanged,

    /// <summary>It is no thing of its own here: it goes along in the metadata of what it belongs to.</summary>
    InMetadata,

    /// <summary>It is not here, or not as the file has it; the reason is in the report.</summary>
    Skipped,
}

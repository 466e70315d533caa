namespace RusToK.Core.Import;

/// <summary>Entries of one kind: how many the file holds, and what became of them.</summary>
public sealed record ImportCounts(string Kind, long InFile, long Imported, long Updated, long Unchanged, long InMetadata, long Skipped)
{
    /// <summary>True when the outcomes add up to what was read.</summary>
    public bool IsComplete => InFile == Imported + Updated + Unchanged + InMetadata + Skipped;
}

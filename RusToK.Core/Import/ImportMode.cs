namespace RusToK.Core.Import;

/// <summary>How an import treats what is here.</summary>
/// <param name="DryRun">Reads, checks and counts; writes nothing.</param>
/// <param name="Overwrite">The file wins over changes made here since the last import.</param>
public sealed record ImportMode(bool DryRun = false, bool Overwrite = false);

namespace RusToK.Core.Import;

/// <summary>Why something was skipped, or is not quite as in the file.</summary>
/// <param name="Code">Stable name in kebab case, to count and to filter by.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record ImportReason(string Code, string Message);

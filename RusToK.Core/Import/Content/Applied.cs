namespace RusToK.Core.Import.Content;

/// <summary>What became of one thing.</summary>
/// <param name="Outcome">What was done.</param>
/// <param name="Id">Its id here; null when it is not here.</param>
/// <param name="Reason">Why it was skipped; null otherwise.</param>
/// <param name="Notes">What is not quite as the file has it.</param>
internal sealed record Applied(ImportOutcome Outcome, Guid? Id, ImportReason? Reason = null, params IReadOnlyList<ImportReason> Notes)
{
    /// <summary>Trace of the commands that were sent; null when there were none.</summary>
    public string? TraceId { get; init; }

    public static Applied Skip(string code, string message, Guid? id = null) => new(ImportOutcome.Skipped, id, new ImportReason(code, message));
}

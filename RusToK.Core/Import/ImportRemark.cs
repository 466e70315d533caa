namespace RusToK.Core.Import;

/// <summary>A reason, and the entry it is about.</summary>
/// <param name="Kind">Kind of the entry, as the file calls it.</param>
/// <param name="Id">Its id there; null when it has none.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Line">Line of the file where the entry begins.</param>
/// <param name="TraceId">Trace of the commands that were sent for it; null when there was none.</param>
public sealed record ImportRemark(string Kind, string? Id, string? Title, ImportReason Reason, int Line, string? TraceId = null);

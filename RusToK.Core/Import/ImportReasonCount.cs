namespace RusToK.Core.Import;

/// <summary>How often a reason was given for one kind of entry.</summary>
/// <param name="Kind">Kind of the entries.</param>
/// <param name="Code">The reason.</param>
/// <param name="Count">How often.</param>
/// <param name="Example">The first sentence that was given.</param>
public sealed record ImportReasonCount(string Kind, string Code, long Count, string Example);

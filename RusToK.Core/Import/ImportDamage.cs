namespace RusToK.Core.Import;

/// <summary>Where a file ends to be readable. What came before was imported.</summary>
/// <param name="Line">From 1; 0 when the place is not known.</param>
/// <param name="Column">From 1; 0 when the place is not known.</param>
/// <param name="Message">Place and broken rule.</param>
public sealed record ImportDamage(int Line, int Column, string Message);

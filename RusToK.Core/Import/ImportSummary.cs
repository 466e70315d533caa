namespace RusToK.Core.Import;

/// <summary>A finished run.</summary>
/// <param name="RunId">Correlation id of its events.</param>
/// <param name="Source">What the things of this file are remembered under.</param>
/// <param name="Locale">Language the words were taken for.</param>
/// <param name="Damage">Where the file could not be read further; null when all of it was.</param>
/// <param name="TraceId">Trace of the run, to which each thing's trace is linked; null when nothing is traced.</param>
public sealed record ImportSummary(Guid RunId, string Source, string Locale, ImportDamage? Damage, string? TraceId);

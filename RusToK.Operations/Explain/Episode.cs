namespace RusToK.Operations.Explain;

/// <summary>A time in which an alert fired.</summary>
/// <param name="Labels">Of the alert, without its name and state.</param>
/// <param name="Since">When its condition began to hold.</param>
/// <param name="FiredAt">When it had held for long enough.</param>
/// <param name="LastSeen">When it fired last.</param>
/// <param name="IsOn">Whether it fires at the time that is asked for.</param>
internal sealed record Episode(IReadOnlyDictionary<string, string> Labels, DateTimeOffset Since, DateTimeOffset FiredAt, DateTimeOffset LastSeen, bool IsOn);

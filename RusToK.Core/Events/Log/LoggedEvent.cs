namespace RusToK.Core.Events.Log;

/// <summary>An event with its place in the log: by transaction, then by position within it.</summary>
public readonly record struct LoggedEvent(EventEnvelope Envelope, LogPosition At);

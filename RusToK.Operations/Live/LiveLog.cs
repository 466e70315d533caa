namespace RusToK.Operations.Live;

/// <summary>A log record as a backend of telemetry gives it back.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Level">As .NET names it: <c>Warning</c>, <c>Error</c>.</param>
/// <param name="Service">Its <c>service.name</c>.</param>
/// <param name="Event">The name of its event; else the category that wrote it.</param>
/// <param name="Text">The message.</param>
public sealed record LiveLog(DateTimeOffset At, string Level, string Service, string Event, string Text);

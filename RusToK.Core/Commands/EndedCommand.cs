namespace RusToK.Core.Commands;

/// <summary>A command that was done, or was not.</summary>
/// <param name="Name">Its name, <c>module.verb_noun</c>.</param>
/// <param name="Command">What was asked for.</param>
/// <param name="Result">What the caller learns; null when it failed.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Duration">From the dispatcher until here.</param>
public readonly record struct EndedCommand(string Name, object Command, object? Result, Exception? Failure, TimeSpan Duration);

namespace RusToK.Operations.Explain;

/// <summary>Something that began shortly before an alert.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, as a line.</param>
internal sealed record Change(DateTimeOffset At, string Text);

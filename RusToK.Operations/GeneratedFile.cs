namespace RusToK.Operations;

/// <summary>A file of the repository that is written from code.</summary>
/// <param name="Path">From the root of the repository, with slashes.</param>
/// <param name="Text">All of it, with line feeds only.</param>
public sealed record GeneratedFile(string Path, string Text);

namespace RusToK.Embedded.Tools;

/// <summary>A program that the embedded servers need is not on this machine.</summary>
public sealed class ToolMissingException : Exception
{
    /// <param name="problem">What is missing.</param>
    /// <param name="remedy">The command that mends it.</param>
    public ToolMissingException(string problem, string remedy)
        : base($"{problem} To mend it: {remedy}") => Remedy = remedy;

    /// <summary>The command that mends it.</summary>
    public string Remedy { get; }
}

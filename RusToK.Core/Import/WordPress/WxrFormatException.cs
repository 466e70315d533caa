namespace RusToK.Core.Import.WordPress;

/// <summary>The file breaks a rule of XML or of WXR. The message names place, element and rule.</summary>
public sealed class WxrFormatException : Exception
{
    internal WxrFormatException(int line, int column, string element, string rule, Exception? inner = null)
        : base($"line {line}, position {column}, <{element}>: {rule}", inner)
    {
        Line = line;
        Column = column;
        Element = element;
        Rule = rule;
    }

    /// <summary>Line, from 1; 0 when the place is not known.</summary>
    public int Line { get; }

    /// <summary>Column, from 1; 0 when the place is not known.</summary>
    public int Column { get; }

    /// <summary>The innermost element at fault as the file writes it, such as <c>wp:post_id</c>; <c>document</c> outside any.</summary>
    public string Element { get; }

    /// <summary>The rule that was broken.</summary>
    public string Rule { get; }

    /// <summary>Whether the rest of the file can still be read.</summary>
    internal bool IsConfinedToEntry { get; init; }
}

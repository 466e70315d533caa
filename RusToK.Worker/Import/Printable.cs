namespace RusToK.Worker.Import;

/// <summary>Text of a file on a terminal: without the control characters that would make the terminal do things.</summary>
internal static class Printable
{
    /// <param name="text">Text from outside.</param>
    /// <param name="max">Characters that are shown of it.</param>
    public static string Of(string text, int max = 400)
    {
        var shown = text.Length <= max ? text : text[..(max - 1)] + "…";
        return string.Create(shown.Length, shown, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
                line[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
    }
}

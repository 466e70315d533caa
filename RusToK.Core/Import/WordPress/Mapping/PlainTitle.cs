using System.Net;
using System.Text.RegularExpressions;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>
/// Titles and names as plain text. In WordPress they are HTML: names of terms are stored escaped, titles may hold inline elements.
/// </summary>
internal static partial class PlainTitle
{
    /// <summary>Characters of a title made of a text; a line of a list, not a paragraph.</summary>
    private const int MadeLength = 80;

    /// <summary>As much of a text as is looked at to make a title.</summary>
    private const int Looked = 8_000;

    /// <summary>Without inline elements, character references decoded. Angle brackets that are none of HTML's stay.</summary>
    public static string Of(string html) => WebUtility.HtmlDecode(InlineTags().Replace(html, "")).Trim();

    /// <summary>The first words of a body, for what has no title; null when it has no words either.</summary>
    public static string? FromBody(string html)
    {
        var text = SearchableText.From(BodyFormat.Html, html.Length > Looked ? html[..Looked] : html);
        if (text.Length <= MadeLength)
            return text.Length == 0 ? null : text;
        var end = text.LastIndexOf(' ', MadeLength);
        if (end < MadeLength / 2)
            end = char.IsHighSurrogate(text[MadeLength - 1]) ? MadeLength - 1 : MadeLength;
        return text[..end] + "…";
    }

    [GeneratedRegex(
        @"</?(?:a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|em|font|i|img|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*)?/?>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InlineTags();
}

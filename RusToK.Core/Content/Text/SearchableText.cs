using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Pages.Blocks;

namespace RusToK.Core.Content.Text;

/// <summary>The words of a body without its markup, on one line.</summary>
internal static partial class SearchableText
{
    /// <summary>
    /// Bytes of UTF-8 that are searched. A tsvector holds 1 MiB; the worst text (short hyphenated words, each kept whole and
    /// in parts, with positions) grows fivefold.
    /// </summary>
    public const int MaxBytes = 200_000;

    public static string From(BodyFormat format, string body, IReadOnlyList<PageBlock>? blocks = null)
    {
        var text = WithoutMarkup(format, body);
        return Tidy(blocks is null ? text : string.Join(' ', (IEnumerable<string?>)[text, .. blocks.SelectMany(b => b.Words)]));
    }

    public static string WithoutMarkup(BodyFormat format, string body) => format switch
    {
        BodyFormat.Html => FromHtml(body),
        BodyFormat.Markdown => FromMarkdown(body),
        BodyFormat.Json => FromBlocks(body),
        _ => body,
    };

    private static string FromHtml(string html)
    {
        if (html.AsSpan().IndexOfAny('<', '&') < 0)
            return html;
        return WebUtility.HtmlDecode(WithoutTags(html));
    }

    private static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        var rest = html.AsSpan();
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('<');
            if (open < 0)
                break;
            text.Append(rest[..open]);
            rest = rest[open..];
            var end = EndOfMarkup(rest, out var isMarkup);
            if (isMarkup)
                text.Append(' ');
            else
                text.Append(rest[..end]);
            rest = rest[end..];
        }

        return text.Append(rest).ToString();
    }

    /// <summary>Length of the tag, comment or unseen element that the text begins with; 1 when the sign is a mere sign.</summary>
    private static int EndOfMarkup(ReadOnlySpan<char> text, out bool isMarkup)
    {
        isMarkup = true;
        if (text.StartsWith("<!--", StringComparison.Ordinal))
        {
            var end = text.IndexOf("-->", StringComparison.Ordinal);
            return end < 0 ? text.Length : end + 3;
        }

        if (text.Length < 2 || !(char.IsAsciiLetter(text[1]) || text[1] is '/' or '!' or '?'))
        {
            isMarkup = false;
            return 1;
        }

        foreach (var unseen in (ReadOnlySpan<string>)["script", "style"])
        {
            if (!text[1..].StartsWith(unseen, StringComparison.OrdinalIgnoreCase))
                continue;
            var closing = text.IndexOf($"</{unseen}", StringComparison.OrdinalIgnoreCase);
            if (closing > 0)
            {
                var after = text[closing..].IndexOf('>');
                return after < 0 ? text.Length : closing + after + 1;
            }
        }

        var close = text.IndexOf('>');
        return close < 0 ? text.Length : close + 1;
    }

    private static string FromMarkdown(string markdown)
    {
        var text = Links().Replace(markdown, "$1");
        text = Signs().Replace(text, " ");
        return FromHtml(text);
    }

    private static string FromBlocks(string json)
    {
        var text = new StringBuilder(json.Length);
        try
        {
            using var document = JsonDocument.Parse(json.Length == 0 ? "[]" : json);
            Collect(document.RootElement, text);
        }
        catch (JsonException)
        {
            // Not blocks after all: nothing in it is words.
        }

        return WithoutTags(text.ToString());
    }

    private static void Collect(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                    if (!(property.NameEquals("type") || property.NameEquals("id") || property.NameEquals("url")
                        || property.NameEquals("src") || property.NameEquals("href")))
                        Collect(property.Value, text);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    Collect(item, text);
                break;
            case JsonValueKind.String:
                try
                {
                    text.Append(element.GetString()).Append(' ');
                }
                catch (InvalidOperationException)
                {
                    // A lone surrogate written as an escape is no text.
                }

                break;
        }
    }

    /// <summary>One blank between words, nothing PostgreSQL refuses, no more than is searched.</summary>
    private static string Tidy(string text)
    {
        var tidy = new StringBuilder(Math.Min(text.Length, MaxBytes));
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                if (tidy.Length > 0 && tidy[^1] != ' ')
                {
                    tidy.Append(' ');
                    bytes++;
                }

                continue;
            }

            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes)
                break;
            tidy.Append(rune.ToString());
        }

        return tidy.ToString().TrimEnd(' ');
    }

    /// <summary>Links and images, which leave their text behind.</summary>
    [GeneratedRegex(@"!?\[([^\[\]\n]{0,1000})\]\([^()\n]{0,2000}\)", RegexOptions.CultureInvariant)]
    private static partial Regex Links();

    [GeneratedRegex(@"[*_~`#|]+|^[ \t]{0,3}(?:>+|[-+]|\d{1,9}[.)])[ \t]", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Signs();
}

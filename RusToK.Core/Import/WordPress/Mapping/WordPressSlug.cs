using System.Globalization;
using System.Text;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>Slugs as WordPress stores them: lower case, percent-encoded UTF-8 where they are not ASCII, cut to 200 bytes.</summary>
internal static class WordPressSlug
{
    /// <summary>Slugs to try when the first is taken, besides those that bear the id.</summary>
    private const int Numbered = 9;

    /// <summary>The slug in letters, made valid where it is not; null when nothing of it can be used.</summary>
    public static string? Decode(string stored)
    {
        var text = Unescape(stored.Trim()).ToLowerInvariant();
        if (SlugText.IsValid(text))
            return text;
        // From a slug without letters and digits comes the word for nameless things, which another source of a slug may beat.
        return text.EnumerateRunes().Any(Rune.IsLetterOrDigit) ? SlugText.From(text) : null;
    }

    /// <summary>The slug, then ones that bear the id of the thing: the same whatever else is imported, and in whatever order.</summary>
    public static IReadOnlyList<string> Candidates(string slug, string id) => [slug, .. Numbers(SlugText.WithSuffix(slug, id))];

    /// <summary>The slug, then numbered ones.</summary>
    public static IReadOnlyList<string> Numbers(string slug) =>
        [slug, .. Enumerable.Range(2, Numbered - 1).Select(n => SlugText.WithSuffix(slug, n.ToString(CultureInfo.InvariantCulture)))];

    private static string Unescape(string stored)
    {
        var bytes = new List<byte>(stored.Length);
        for (var rest = stored.AsSpan(); rest.Length > 0;)
        {
            var plain = rest.IndexOf('%') is >= 0 and var percent ? percent : rest.Length;
            bytes.AddRange(Encoding.UTF8.GetBytes(rest[..plain].ToArray()));
            rest = rest[plain..];
            if (rest.Length == 0)
                break;
            var isReference = rest.Length > 2 && char.IsAsciiHexDigit(rest[1]) && char.IsAsciiHexDigit(rest[2]);
            if (isReference)
                bytes.Add(byte.Parse(rest.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            rest = rest[(isReference ? 3 : 1)..];
        }

        // What the cut left of a letter decodes to the replacement character.
        return Encoding.UTF8.GetString([.. bytes]).Replace("\ufffd", "", StringComparison.Ordinal);
    }
}

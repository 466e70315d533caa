using System.Text;
using System.Text.RegularExpressions;

namespace RusToK.Core.Content.Text;

/// <summary>The part of an address that names a thing: letters, marks and digits of any script, hyphens and underscores.</summary>
public static partial class SlugText
{
    public const int MaxLength = 255;

    /// <summary>What is left of a title that has neither letters nor digits.</summary>
    private const string Nameless = "untitled";

    public static bool IsValid(string slug) => slug.Length is > 0 and <= MaxLength && Pattern().IsMatch(slug);

    /// <summary>A valid slug made of a title: lower case, everything between words one hyphen.</summary>
    public static string From(string title)
    {
        var slug = new StringBuilder(title.Length);
        foreach (var rune in title.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || (slug.Length > 0 && slug[^1] != '-' && IsMark(rune)))
            {
                if (slug.Length + rune.Utf16SequenceLength > MaxLength)
                    break;
                slug.Append(rune.ToString());
            }
            else if (slug.Length > 0 && slug[^1] != '-' && rune.Value is not ('\'' or 0x2019))
            {
                slug.Append('-');
            }
        }

        var trimmed = slug.ToString().TrimEnd('-');
        return trimmed.Length == 0 ? Nameless : trimmed;
    }

    /// <summary>A slug with something behind it, within the bound.</summary>
    public static string WithSuffix(string slug, string suffix)
    {
        var keep = Math.Min(slug.Length, MaxLength - suffix.Length - 1);
        if (keep < slug.Length && char.IsHighSurrogate(slug[keep - 1]))
            keep--;
        return $"{slug[..keep].TrimEnd('-')}-{suffix}";
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    // The classes hold no letters outside the basic plane, so those are let through as surrogate pairs.
    [GeneratedRegex(@"^(?:[\p{L}\p{N}_]|[\uD800-\uDBFF][\uDC00-\uDFFF])(?:[\p{L}\p{M}\p{N}_-]|[\uD800-\uDBFF][\uDC00-\uDFFF])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

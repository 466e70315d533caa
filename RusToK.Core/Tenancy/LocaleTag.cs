namespace RusToK.Core.Tenancy;

/// <summary>BCP 47 tags in one spelling, so that <c>EN-us</c> and <c>en-US</c> are the same row.</summary>
public static class LocaleTag
{
    /// <summary>The case RFC 5646 (section 2.1.1) recommends: <c>zh-Hant-TW</c>.</summary>
    public static string Canonical(string tag)
    {
        var parts = tag.ToLowerInvariant().Split('-');
        for (var i = 1; i < parts.Length && parts[i - 1].Length != 1; i++)
        {
            parts[i] = parts[i].Length switch
            {
                2 => parts[i].ToUpperInvariant(),
                4 when char.IsAsciiLetter(parts[i][0]) => char.ToUpperInvariant(parts[i][0]) + parts[i][1..],
                _ => parts[i],
            };
        }

        return string.Join('-', parts);
    }
}

using System.Globalization;

namespace RusToK.Core.Import.WordPress;

/// <summary>Values as WordPress writes them.</summary>
internal static class WxrField
{
    private const int QuotedCharacters = 40;
    private static readonly TimeSpan LargestOffset = TimeSpan.FromHours(14);

    public static string Require(WxrScope entry, string element, string? value) =>
        string.IsNullOrWhiteSpace(value) ? throw WxrCursor.Invalid(entry, $"{element} is required and must not be empty") : value;

    public static long RequireId(WxrScope entry, string element, long? value) =>
        value ?? throw WxrCursor.Invalid(entry, $"{element} is required and must be a positive whole number");

    public static string? NullIfEmpty(string value) => string.IsNullOrWhiteSpace(value) ? null : value;

    /// <summary>An id, null where it is 0 or empty: WordPress writes 0 for "none".</summary>
    public static async ValueTask<long?> ReadIdAsync(WxrCursor cursor)
    {
        var field = cursor.Open();
        var text = await cursor.ReadTextAsync();
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (!long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var id) || id < 0)
            throw WxrCursor.Invalid(field, $"{Quote(text)} is not an id, a whole number of at least 0");
        return id == 0 ? null : id;
    }

    /// <summary>A whole number, 0 where it is empty.</summary>
    public static async ValueTask<int> ReadIntegerAsync(WxrCursor cursor)
    {
        var field = cursor.Open();
        var text = await cursor.ReadTextAsync();
        if (string.IsNullOrWhiteSpace(text))
            return 0;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw WxrCursor.Invalid(field, $"{Quote(text)} is not a whole number");
    }

    /// <summary>A date without a zone, null where it is empty or the zero date <c>0000-00-00 00:00:00</c>.</summary>
    public static async ValueTask<DateTime?> ReadDateAsync(WxrCursor cursor)
    {
        var field = cursor.Open();
        var text = (await cursor.ReadTextAsync()).Trim();
        if (text.Length == 0 || text.StartsWith("0000-00-00", StringComparison.Ordinal) || text.StartsWith("-0001-11-30", StringComparison.Ordinal))
            return null;
        return DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw WxrCursor.Invalid(field, $"{Quote(text)} is not a date of the form yyyy-MM-dd HH:mm:ss");
    }

    public static DateTimeOffset? Utc(DateTime? date) => date is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;

    /// <summary>A date on the site's clock, its offset derived from the same instant in UTC.</summary>
    public static DateTimeOffset? Local(DateTime? date, DateTime? utc)
    {
        if (date is not { } local)
            return null;
        var offset = utc is { } known ? local - known : TimeSpan.Zero;
        var isPossible = offset.Duration() <= LargestOffset && offset.Ticks % TimeSpan.TicksPerMinute == 0;
        return isPossible ? new DateTimeOffset(local, offset) : new DateTimeOffset(local, TimeSpan.Zero);
    }

    /// <summary>An RFC 822 date. WordPress derives it from post_date_gmt, so what is no date (the year -0001 of drafts) is null.</summary>
    public static DateTimeOffset? Rfc822(string text)
    {
        var date = text.AsSpan(text.IndexOf(',', StringComparison.Ordinal) + 1).Trim();
        return DateTimeOffset.TryParseExact(
            date,
            ["d MMM yyyy HH:mm:ss zzz", "d MMM yyyy HH:mm:ss 'GMT'"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var parsed)
            ? parsed
            : null;
    }

    private static string Quote(string text) =>
        text.Length <= QuotedCharacters ? $"'{text}'" : $"'{text[..QuotedCharacters]}...'";
}

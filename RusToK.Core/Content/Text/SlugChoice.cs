using System.Globalization;

namespace RusToK.Core.Content.Text;

/// <summary>The slug a thing gets: the caller's, or the first free one made of its title.</summary>
internal static class SlugChoice
{
    private const int Numbered = 9;

    /// <summary>Every slug that may be chosen, best first.</summary>
    public static IEnumerable<string> Candidates(string? slug, string title)
    {
        if (slug is not null)
            return [slug.ToLowerInvariant()];
        var made = SlugText.From(title);
        return [made, .. Enumerable.Range(2, Numbered - 1).Select(n => SlugText.WithSuffix(made, n.ToString(CultureInfo.InvariantCulture)))];
    }

    /// <param name="slug">The caller's own; null to have one made.</param>
    /// <param name="title">What it is made of.</param>
    /// <param name="id">Whose it will be.</param>
    /// <param name="isTaken">Whether somebody has it.</param>
    /// <param name="crowded">Others have been taking what was free: one that nobody else can want.</param>
    /// <returns>The slug, or null when the caller's own is taken.</returns>
    public static string? Choose(string? slug, string title, Guid id, Func<string, bool> isTaken, bool crowded)
    {
        if (slug is not null || !crowded)
            foreach (var candidate in Candidates(slug, title))
                if (!isTaken(candidate))
                    return candidate;

        // The random end of the id: free without asking once more.
        return slug is null ? SlugText.WithSuffix(SlugText.From(title), id.ToString("N")[^12..]) : null;
    }
}

using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>Bounds of a page's blocks.</summary>
public static class BlockRules
{
    /// <summary>Blocks of a page in one language.</summary>
    public const int MaxBlocks = 100;

    /// <summary>Characters of all blocks of a page in one language, as JSON.</summary>
    public const int MaxJson = 500_000;

    public const int MaxHeading = 255;
    public const int MaxLine = 1000;
    public const int MaxText = 100_000;
    public const int MaxImages = 50;
    public const int MaxLinks = 5;
    public const int MaxQuestions = 100;
    public const int MaxAnswer = 10_000;
    public const int MaxProducts = 50;

    internal static void RequireCount<T>(this Violations violations, string field, IReadOnlyList<T> items, int max)
    {
        if (items.Count < 1 || items.Count > max)
            violations.Add(field, "count", $"{field} must hold 1 to {max}; it holds {items.Count}.");
    }
}

namespace RusToK.Core.Content;

/// <summary>Bounds of the names of categories and tags.</summary>
public static class NameRules
{
    public const int MaxName = 255;
    public const int MaxDescription = 1000;

    /// <summary>Deepest level of the tree of categories, the root being 0.</summary>
    public const int MaxDepth = 100;

    /// <summary>Languages of one thing at most.</summary>
    public const int MaxTranslations = 50;
}

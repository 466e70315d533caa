namespace RusToK.Core.Import.WordPress;

/// <summary>Kinds of entries, as reports and external ids name them; posts of other types go by the name of their type.</summary>
internal static class EntryKinds
{
    public const string Author = "author";
    public const string Category = "category";
    public const string Tag = "tag";
    public const string Term = "term";
    public const string Comment = "comment";
    public const string CustomField = "custom_field";

    /// <summary>In external ids only: WordPress numbers posts, pages and all other types together.</summary>
    public const string Post = "post";
}

namespace RusToK.Core.Content.Caching;

/// <summary>What entries of the content's cache are forgotten by.</summary>
internal static class ContentTags
{
    /// <summary>One node, with its words.</summary>
    public static string Node(Guid id) => $"node:{id:N}";

    /// <summary>Pages of nodes.</summary>
    public static string Lists(Guid tenantId) => $"nodes:{tenantId:N}";

    /// <summary>Answers by slug that another node might change: that there is none, or one in a lesser language.</summary>
    public static string Elsewhere(Guid tenantId) => $"slugs:{tenantId:N}";

    /// <summary>Names of categories and tags.</summary>
    public static string Names(Guid tenantId) => $"names:{tenantId:N}";
}

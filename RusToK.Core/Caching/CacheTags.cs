namespace RusToK.Core.Caching;

/// <summary>Tags that every entry of every cache has.</summary>
internal static class CacheTags
{
    /// <summary>All entries of one cache.</summary>
    public const string Everything = "all";

    /// <summary>All entries of one tenant in one cache.</summary>
    public static string OfTenant(Guid tenantId) => $"tenant:{tenantId:N}";
}

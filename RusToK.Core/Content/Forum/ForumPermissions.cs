namespace RusToK.Core.Content.Forum;

/// <summary>Permissions that the module's own refusals name; they are given out by Identity, which stands above it.</summary>
internal static class ForumPermissions
{
    public const string Moderate = "forum:moderate";
}

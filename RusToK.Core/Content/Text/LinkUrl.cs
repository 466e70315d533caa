namespace RusToK.Core.Content.Text;

/// <summary>
/// Addresses that content may send people to. What runs code (<c>javascript:</c>, <c>data:</c>) or leaves the site unseen
/// (<c>//host</c>) is none.
/// </summary>
internal static class LinkUrl
{
    public const int MaxLength = 2048;

    public static bool IsValid(string url) =>
        !url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c is '\\' or '<' or '>' or '"') && (IsRelative(url) || IsWeb(url));

    private static bool IsRelative(string url) => url[0] is '#' or '?' || (url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal));

    private static bool IsWeb(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri is { Host.Length: > 0, UserInfo.Length: 0 }
        && url.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase);
}

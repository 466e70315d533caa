using System.Text.RegularExpressions;

namespace RusToK.Core.Import.WordPress;

/// <summary>Gathers what the channel says of the site before its first entry.</summary>
internal sealed partial class WxrSiteParser(WxrCursor cursor, WxrScope channel)
{
    private readonly WxrPosition position = cursor.PositionOf(channel, ordinal: 0);
    private string title = "";
    private string link = "";
    private string description = "";
    private string language = "";
    private string baseSiteUrl = "";
    private string baseBlogUrl = "";
    private string version = "";

    public async ValueTask ReadFieldAsync()
    {
        switch (cursor.Namespace, cursor.LocalName)
        {
            case (WxrNamespace.Rss, "title"):
                title = await cursor.ReadTextAsync();
                break;
            case (WxrNamespace.Rss, "link"):
                link = await cursor.ReadTextAsync();
                break;
            case (WxrNamespace.Rss, "description"):
                description = await cursor.ReadTextAsync();
                break;
            case (WxrNamespace.Rss, "language"):
                language = await cursor.ReadTextAsync();
                break;
            case (WxrNamespace.Wp, "base_site_url"):
                baseSiteUrl = await cursor.ReadTextAsync();
                break;
            case (WxrNamespace.Wp, "base_blog_url"):
                baseBlogUrl = await cursor.ReadTextAsync();
                break;
            case (WxrNamespace.Wp, "wxr_version"):
                var scope = cursor.Open();
                version = (await cursor.ReadTextAsync()).Trim();
                if (!SupportedVersion().IsMatch(version))
                    throw cursor.Fault(scope, "the format version must be 1.0, 1.1, 1.2 or another 1.x");
                cursor.IsRecognised = true;
                break;
        }
    }

    public WxrSite Complete()
    {
        if (!cursor.IsRecognised)
            throw cursor.Fault(channel, "the channel must name its wp:wxr_version before its first author, term or item");
        return new WxrSite
        {
            Position = position,
            Title = title,
            Link = link,
            Description = description,
            Language = language,
            BaseSiteUrl = baseSiteUrl,
            BaseBlogUrl = baseBlogUrl,
            WxrVersion = version,
        };
    }

    [GeneratedRegex(@"\A1\.[0-9]{1,3}\z")]
    private static partial Regex SupportedVersion();
}

using System.Text.RegularExpressions;

namespace RusToK.Core.Import.WordPress;

/// <summary>The vocabularies of a WXR file, whatever version of them the file declares.</summary>
internal enum WxrNamespace
{
    Other,
    Rss,
    Wp,
    Excerpt,
    Content,
    DublinCore,
}

internal static partial class WxrNamespaces
{
    public const string Wp = "http://wordpress.org/export/1.2/";
    public const string Excerpt = "http://wordpress.org/export/1.2/excerpt/";
    public const string Content = "http://purl.org/rss/1.0/modules/content/";
    public const string DublinCore = "http://purl.org/dc/elements/1.1/";

    public static WxrNamespace Classify(string uri) => uri switch
    {
        "" => WxrNamespace.Rss,
        Content => WxrNamespace.Content,
        DublinCore => WxrNamespace.DublinCore,
        _ when ExportUri().Match(uri) is { Success: true } match =>
            match.Groups["excerpt"].Success ? WxrNamespace.Excerpt : WxrNamespace.Wp,
        _ => WxrNamespace.Other,
    };

    [GeneratedRegex(@"\Ahttps?://wordpress\.org/export/[0-9]+(\.[0-9]+)*/?(?<excerpt>(?<=/)excerpt/?)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex ExportUri();
}

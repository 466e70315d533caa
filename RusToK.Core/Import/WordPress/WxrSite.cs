namespace RusToK.Core.Import.WordPress;

/// <summary>The exported site. Always the first entry.</summary>
public sealed record WxrSite : WxrEntry
{
    public required string Title { get; init; }

    public required string Link { get; init; }

    public required string Description { get; init; }

    /// <summary>Language tag as WordPress writes it, such as <c>en-US</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Address of the installation; in a multisite network that of the network.</summary>
    public required string BaseSiteUrl { get; init; }

    /// <summary>Address of the blog.</summary>
    public required string BaseBlogUrl { get; init; }

    /// <summary>Version of the format: 1.0, 1.1 or 1.2 so far.</summary>
    public required string WxrVersion { get; init; }
}

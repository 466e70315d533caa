using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>One picture.</summary>
public sealed record ImageBlock : PageBlock
{
    public required BlockImage Image { get; init; }

    /// <summary>Where it leads; http, https or relative to the site.</summary>
    public string? LinkUrl { get; init; }

    internal override IEnumerable<string?> Words => Image.Words;

    internal override void Check(Violations violations, string path)
    {
        Image.Check(violations, path + "image.");
        if (LinkUrl is not null)
            violations.RequireUrl(path + "linkUrl", LinkUrl);
    }
}

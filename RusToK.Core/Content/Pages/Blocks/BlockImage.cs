using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>A picture.</summary>
/// <param name="Url">http, https or relative to the site.</param>
/// <param name="Alt">What it shows, for who cannot see it; empty where it only adorns. At most 1000 characters.</param>
/// <param name="Caption">At most 1000 characters.</param>
public sealed record BlockImage(string Url, string Alt, string? Caption = null)
{
    internal IEnumerable<string?> Words => [Alt, Caption];

    internal void Check(Violations violations, string path)
    {
        violations.RequireUrl(path + "url", Url);
        violations.RequireAtMost(path + "alt", Alt, BlockRules.MaxLine);
        violations.RequireAtMost(path + "caption", Caption, BlockRules.MaxLine);
    }
}

using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Pages.Blocks;

/// <summary>Words that lead somewhere.</summary>
/// <param name="Label">1 to 255 characters.</param>
/// <param name="Url">http, https or relative to the site.</param>
public sealed record BlockLink(string Label, string Url)
{
    internal void Check(Violations violations, string path)
    {
        violations.RequireName(path + "label", Label, BlockRules.MaxHeading);
        violations.RequireUrl(path + "url", Url);
    }
}

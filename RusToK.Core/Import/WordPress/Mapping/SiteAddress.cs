using RusToK.Core.Content;
using RusToK.Core.Errors;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>What tells one site's things from another's: its address, without the scheme, which changes when a site gets a certificate.</summary>
internal static class SiteAddress
{
    private const string SourcePrefix = "wordpress:";

    /// <exception cref="InvalidInputException">There is none, or it is too long to be remembered.</exception>
    public static string Of(string address)
    {
        var text = address.Trim();
        if (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            text = text[(scheme + 3)..];
        text = text.TrimEnd('/').ToLowerInvariant();
        if (text.Length == 0)
            throw new InvalidInputException(
                "site", "required", "The file does not say which site it comes from; name its address: --site https://example.org");
        if (text.Length + SourcePrefix.Length > ExternalIdMapping.MaxPart)
            throw new InvalidInputException(
                "site", "max-length", $"The address of the site is too long to be remembered ({text.Length} characters); name a shorter one: --site");
        return text;
    }

    public static string SourceOf(string address) => SourcePrefix + address;
}

namespace RusToK.Core.Import.Jobs;

/// <summary>How to import a file.</summary>
public sealed record ImportOptions
{
    /// <summary>Language of the words; the tenant's default when absent.</summary>
    public string? Locale { get; init; }

    /// <summary>WordPress: address of the site, when the file does not say it or another than before.</summary>
    public string? Site { get; init; }

    /// <summary>Shopify: ISO 4217 code of the prices; the file does not say it.</summary>
    public string? Currency { get; init; }

    /// <summary>Shopify: what the shop is called, so that its products are found again.</summary>
    public string? Shop { get; init; }

    /// <inheritdoc cref="ImportMode"/>
    public bool DryRun { get; init; }

    /// <inheritdoc cref="ImportMode"/>
    public bool Overwrite { get; init; }
}

using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Import.WordPress;

/// <summary>What to import into, and how.</summary>
/// <param name="Tenant">Whose content it becomes.</param>
public sealed record WordPressImportRequest(ResolvedTenant Tenant)
{
    /// <summary>Language of the words; the tenant's default when absent.</summary>
    public string? Locale { get; init; }

    /// <summary>Address of the site, when the file does not say it or another than before.</summary>
    public string? Site { get; init; }

    public ImportMode Mode { get; init; } = new();

    /// <summary>Commands under way at a time, at most.</summary>
    public int Parallelism { get; init; } = 4;
}

using Microsoft.AspNetCore.Mvc;
using RusToK.Core.Errors;
using RusToK.Core.Import.Jobs;
using RusToK.Core.Tenancy;

namespace RusToK.Api.Rest.Imports;

/// <summary>How to import a file of any format.</summary>
/// <param name="Locale">Language of the words; the tenant's default when absent.</param>
/// <param name="DryRun">Read, check and count; write nothing.</param>
/// <param name="Overwrite">Let the file win over changes made here since the last import.</param>
/// <param name="FileName">What the file is called, to know it again in the list.</param>
internal sealed record ImportQuery(
    [property: FromQuery(Name = "locale")] string? Locale, [property: FromQuery(Name = "dryRun")] string? DryRun,
    [property: FromQuery(Name = "overwrite")] string? Overwrite, [property: FromQuery(Name = "fileName")] string? FileName)
{
    public ImportOptions Options() => new()
    {
        Locale = string.IsNullOrEmpty(Locale) ? null
            : TenantRules.IsLocale(Locale) ? LocaleTag.Canonical(Locale)
            : throw new InvalidInputException("locale", "bcp47", "locale must be a BCP 47 tag such as 'en' or 'pt-BR'."),
        DryRun = QueryValues.FlagOf("dryRun", DryRun) ?? false,
        Overwrite = QueryValues.FlagOf("overwrite", Overwrite) ?? false,
    };
}

using Microsoft.AspNetCore.Mvc;
using RusToK.Core.Import.Jobs;

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
        Locale = QueryValues.LocaleOf(Locale),
        DryRun = QueryValues.FlagOf("dryRun", DryRun) ?? false,
        Overwrite = QueryValues.FlagOf("overwrite", Overwrite) ?? false,
    };
}

using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Errors;
using RusToK.Core.Import.WordPress.Running;

namespace RusToK.Core.Import.WordPress;

/// <summary>
/// Imports WordPress exports (WXR). The same file again changes nothing; an interrupted import is finished by starting it again.
/// </summary>
public sealed class WordPressImporter
{
    private readonly IServiceScopeFactory _scopes;
    private readonly WordPressServices _services;

    internal WordPressImporter(IServiceScopeFactory scopes, WordPressServices services)
    {
        _scopes = scopes;
        _services = services;
    }

    /// <param name="file">The export. Must be seekable: it may be read several times.</param>
    /// <param name="request">What to import into, and how.</param>
    /// <param name="report">Counts and remarks; readable while the import runs, and whatever ends it.</param>
    /// <param name="progress">How far it is.</param>
    /// <param name="cancellationToken">Ends it between commands; starting it again goes on.</param>
    /// <exception cref="InvalidInputException">The locale is not enabled, or the file does not say which site it comes from.</exception>
    public async Task<ImportSummary> ImportAsync(
        Stream file, WordPressImportRequest request, ImportReport report, ImportProgress progress, CancellationToken cancellationToken)
    {
        var run = new ImportRun(_scopes, request.Tenant, ImportLocale.Of(request.Tenant, request.Locale), request.Mode);
        using var activity = run.Begin("wordpress");
        var import = new WordPressRun(run, file, request.Site, request.Parallelism, _services, report, progress);
        var damage = await ImportSpan.WatchAsync(activity, progress, () => import.RunAsync(cancellationToken));
        return new ImportSummary(run.Id, import.Source ?? "", run.Locale, damage, activity?.TraceId.ToHexString());
    }
}

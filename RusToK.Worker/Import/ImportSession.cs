using System.Diagnostics;
using Npgsql;
using RusToK.Core.Import;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Worker.Import;

/// <summary>One import as the command line asks for it: the tenant and its turn, the file, what is shown, and how it ends.</summary>
/// <param name="Module">Module of the product that the tenant must have.</param>
/// <param name="File">The export.</param>
/// <param name="Tenant">Slug of the tenant.</param>
/// <param name="ReportFile">Where the whole report is written; null when nowhere.</param>
/// <param name="Mode">How to import.</param>
internal sealed record ImportSession(string Module, FileInfo File, string Tenant, FileInfo? ReportFile, ImportMode Mode)
{
    /// <summary>The file ends before its end; what came before is imported.</summary>
    private const int DamagedFile = 2;

    /// <summary>Imports one file of one format.</summary>
    public delegate Task<ImportSummary> Importing(
        ResolvedTenant tenant, Stream file, ImportReport report, ImportProgress progress, CancellationToken cancellationToken);

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IServiceProvider services, Importing import, CancellationToken cancellationToken)
    {
        var tenant = await FindTenantAsync(services, cancellationToken);
        await using var stream = Open();
        await using var list = OpenReport();
        var (report, progress) = (new ImportReport(list), new ImportProgress());
        var console = new ImportConsole(report, progress);
        ImportConsole.Begin(File.Name, tenant.Slug, Mode);

        var clock = Stopwatch.StartNew();
        ImportSummary? summary = null;
        var ended = "failed";
        try
        {
            await using var turn = Mode.DryRun
                ? null
                : await ImportTurn.WaitAsync(services.GetRequiredService<NpgsqlDataSource>(), tenant.Id, ImportConsole.Wait, cancellationToken);
            summary = await console.WatchAsync(import(tenant, stream, report, progress, cancellationToken));
            ended = summary.Damage is null ? "complete" : "damaged";
        }
        catch (OperationCanceledException)
        {
            ended = "cancelled";
            throw new InvalidOperationException("stopped; start it again to go on.");
        }
        catch (Exception error) when (error is UnavailableException or OutcomeUnknownException or NpgsqlException or IOException or TimeoutException)
        {
            throw new InvalidOperationException($"it was interrupted ({error.Message}); start it again to go on.", error);
        }
        finally
        {
            if (progress.Entries > 0)
                console.End(clock.Elapsed);
            if (list is not null)
                await list.WriteAsync(Describe(tenant, report, summary, ended, clock.Elapsed), CancellationToken.None);
        }

        console.Conclude(summary, ReportFile?.FullName);
        return summary.Damage is null ? 0 : DamagedFile;
    }

    private async Task<ResolvedTenant> FindTenantAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var tenant = await services.GetRequiredService<TenantDirectory>().FindAsync(Tenant, cancellationToken)
            ?? throw new InvalidOperationException($"there is no tenant '{Tenant}'; --tenant takes the slug of one that exists.");
        if (!tenant.IsActive)
            throw new InvalidOperationException($"the tenant '{Tenant}' is not active; --tenant takes the slug of an active one.");
        if (tenant.DisabledModules.Contains(Module))
            throw new InvalidOperationException($"the module '{Module}' is switched off for the tenant '{Tenant}'.");
        Activity.Current?
            .SetTag(Attributes.TenantId, tenant.Id).SetTag(Attributes.TenantSlug, tenant.Slug)
            .AddBaggage(Attributes.TenantId, tenant.Id.ToString());
        return tenant;
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(File.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"the file cannot be read: {error.Message}", error);
        }
    }

    private ImportReportFile? OpenReport()
    {
        try
        {
            return ReportFile is null ? null : new ImportReportFile(ReportFile.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"the report cannot be written: {error.Message} (--report)", error);
        }
    }

    private object Describe(ResolvedTenant tenant, ImportReport report, ImportSummary? summary, string ended, TimeSpan elapsed) =>
        new
        {
            File = File.Name,
            Tenant = tenant.Slug,
            summary?.Locale,
            summary?.Source,
            Run = summary?.RunId,
            summary?.TraceId,
            Mode.DryRun,
            Mode.Overwrite,
            Ended = ended,
            summary?.Damage,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            report.Counts,
            report.SkippedBecause,
            report.NotedBecause,
        };
}

using System.CommandLine;
using System.Diagnostics;
using Npgsql;
using RusToK.Core.Import;
using RusToK.Core.Import.WordPress;
using RusToK.Core.Resilience;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy.Lookup;
using RusToK.Worker.Hosting;
using RusToK.Worker.Import;

namespace RusToK.Worker.Commands;

/// <summary>Imports what other systems export.</summary>
internal static class ImportCommand
{
    /// <summary>The file ends before its end; what came before is imported.</summary>
    private const int DamagedFile = 2;

    private const string ContentModule = "content";

    public static Command Create() => new("import", "Import the content of another system.") { WordPress() };

    private static Command WordPress()
    {
        var file = new Argument<FileInfo>("file") { Description = "The export of a WordPress site (WXR, .xml)." };
        var tenant = new Option<string>("--tenant") { Description = "Slug of the tenant whose content it becomes.", Required = true };
        var locale = new Option<string?>("--locale") { Description = "Language of the words; the tenant's default when absent." };
        var site = new Option<string?>("--site") { Description = "Address of the site, when the file does not say it or another one than before." };
        var report = new Option<FileInfo?>("--report") { Description = "Write the whole report to this file, as JSON." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read, check and count; write nothing." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Let the file win over changes made here since the last import." };
        var command = new Command("wordpress", "Import a WordPress export. Again: only what has changed. After an interruption: the rest.")
        {
            file, tenant, locale, site, report, dryRun, overwrite,
        };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(
            "import",
            (services, stop) => RunAsync(
                services, parsed.GetRequiredValue(file), parsed.GetRequiredValue(tenant), parsed.GetValue(report),
                found => new WordPressImportRequest(found)
                {
                    Locale = parsed.GetValue(locale),
                    Site = parsed.GetValue(site),
                    Mode = new ImportMode(parsed.GetValue(dryRun), parsed.GetValue(overwrite)),
                },
                stop),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, FileInfo file, string slug, FileInfo? reportFile, Func<ResolvedTenant, WordPressImportRequest> request,
        CancellationToken cancellationToken)
    {
        var tenant = await FindTenantAsync(services, slug, cancellationToken);
        await using var stream = Open(file);
        await using var list = reportFile is null ? null : OpenReport(reportFile);
        var (report, progress, asked) = (new ImportReport(list), new ImportProgress(), request(tenant));
        var console = new ImportConsole(report, progress);
        ImportConsole.Begin(file.Name, tenant.Slug, asked.Mode);

        var clock = Stopwatch.StartNew();
        ImportSummary? summary = null;
        var ended = "failed";
        try
        {
            await using var turn = asked.Mode.DryRun
                ? null
                : await ImportTurn.WaitAsync(services.GetRequiredService<NpgsqlDataSource>(), tenant.Id, ImportConsole.Wait, cancellationToken);
            summary = await console.WatchAsync(
                services.GetRequiredService<WordPressImporter>().ImportAsync(stream, asked, report, progress, cancellationToken));
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
                await list.WriteAsync(Describe(file, tenant, asked, report, summary, ended, clock.Elapsed), CancellationToken.None);
        }

        console.Conclude(summary, reportFile?.FullName);
        return summary.Damage is null ? 0 : DamagedFile;
    }

    private static async Task<ResolvedTenant> FindTenantAsync(IServiceProvider services, string slug, CancellationToken cancellationToken)
    {
        var tenant = await services.GetRequiredService<TenantDirectory>().FindAsync(slug, cancellationToken)
            ?? throw new InvalidOperationException($"there is no tenant '{slug}'; --tenant takes the slug of one that exists.");
        if (!tenant.IsActive)
            throw new InvalidOperationException($"the tenant '{slug}' is not active; --tenant takes the slug of an active one.");
        if (tenant.DisabledModules.Contains(ContentModule))
            throw new InvalidOperationException($"the module '{ContentModule}' is switched off for the tenant '{slug}'.");
        Activity.Current?
            .SetTag(Attributes.TenantId, tenant.Id).SetTag(Attributes.TenantSlug, tenant.Slug)
            .AddBaggage(Attributes.TenantId, tenant.Id.ToString());
        return tenant;
    }

    private static FileStream Open(FileInfo file)
    {
        try
        {
            return new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.Asynchronous);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"the file cannot be read: {error.Message}", error);
        }
    }

    private static ImportReportFile OpenReport(FileInfo file)
    {
        try
        {
            return new ImportReportFile(file.FullName);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"the report cannot be written: {error.Message} (--report)", error);
        }
    }

    private static object Describe(
        FileInfo file, ResolvedTenant tenant, WordPressImportRequest request, ImportReport report, ImportSummary? summary, string ended, TimeSpan elapsed) =>
        new
        {
            File = file.Name,
            Tenant = tenant.Slug,
            summary?.Locale,
            summary?.Source,
            Run = summary?.RunId,
            summary?.TraceId,
            request.Mode.DryRun,
            request.Mode.Overwrite,
            Ended = ended,
            summary?.Damage,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            report.Counts,
            report.SkippedBecause,
            report.NotedBecause,
        };
}

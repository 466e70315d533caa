using System.Diagnostics;
using Npgsql;
using RusToK.Core.Errors;
using RusToK.Core.Import;
using RusToK.Core.Import.Jobs;
using RusToK.Core.Import.Shopify;
using RusToK.Core.Import.WordPress;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Worker.Import;

/// <summary>
/// Imports the files that were sent over HTTP, one at a time in each Worker and in each tenant. A Worker that dies leaves its import to the next,
/// who goes on where it ended: an import that is begun again does the rest.
/// </summary>
internal sealed class RequestedImports(
    NpgsqlDataSource dataSource, ImportQueue queue, IServiceProvider services, TenantDirectory tenants, TimeProvider clock, ILogger<RequestedImports> logger)
    : BackgroundService
{
    /// <summary>Workers that may die of one file before it is given up.</summary>
    private const int MaxAttempts = 5;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <summary>The holder of a turn tells every second how far it is.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var swept = 0L;
        do
        {
            try
            {
                foreach (var (tenantId, id) in await queue.OpenAsync(stoppingToken))
                    await TryServeAsync(tenantId, id, stoppingToken);
                if (swept != 0 && Stopwatch.GetElapsedTime(swept) < SweepInterval)
                    continue;
                swept = Stopwatch.GetTimestamp();
                await queue.SweepAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                ImportLog.Delayed(logger, error, Interval);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryServeAsync(Guid tenantId, Guid id, CancellationToken stop)
    {
        Activity.Current = null;
        await using var turn = await ImportTurn.TryAsync(dataSource, tenantId, Silence, stop);
        if (turn is null || await ImportQueue.TakeAsync(turn.Session, tenantId, id, stop) is not { } job)
            return;
        using var activity = Begin(job);
        var (report, elapsed) = (new ImportReport(), Stopwatch.StartNew());
        try
        {
            if (job.IsCancelled || job.Attempts > MaxAttempts)
            {
                await EndAsync(job.IsCancelled ? "cancelled" : "failed", null, job.IsCancelled ? null : $"It was given up after {MaxAttempts} attempts.");
                return;
            }

            var summary = await ImportAsync(turn.Session, job, report, stop);
            await EndAsync(summary is null ? "cancelled" : summary.Damage is null ? "complete" : "damaged", summary, null);
        }
        catch (DomainException refused)
        {
            await EndAsync("failed", null, refused.Message);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            await ImportQueue.ReturnAsync(turn.Session, job, CancellationToken.None);
            throw;
        }
        catch (Exception error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.GetType().Name).SetTag(Attributes.ErrorType, error.GetType().FullName);
            ImportLog.Interrupted(logger, error, id, tenantId, job.Attempts, Pause);
            await queue.PostponeAsync(job, Pause, stop);
        }

        async Task EndAsync(string status, ImportSummary? summary, string? error)
        {
            activity?.SetTag(Attributes.Outcome, status);
            var (seconds, started) = (Math.Round(elapsed.Elapsed.TotalSeconds, 3), summary is not null || report.Counts.Count > 0);
            await ImportQueue.ConcludeAsync(turn.Session, job, status, started ? Describe(report, summary, seconds) : null, error, CancellationToken.None);
            ImportLog.Ended(logger, id, tenantId, status, seconds, error);
        }
    }

    /// <returns>Null when it was stopped by somebody.</returns>
    private async Task<ImportSummary?> ImportAsync(NpgsqlConnection session, RequestedImport job, ImportReport report, CancellationToken stop)
    {
        var tenant = await tenants.FindAsync(job.TenantId.ToString(), stop) ?? throw NotFoundException.For("tenant", job.TenantId, "tenant");
        await using var file = await queue.FileAsync(job, stop);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var progress = new ImportProgress();
        var import = ImportAsync(tenant, job, file, report, progress, ending.Token);
        var cancelled = false;
        try
        {
            while (await Task.WhenAny(import, Task.Delay(Interval, clock, CancellationToken.None)) != import)
            {
                var state = new ImportJobProgress(progress.Phase, progress.Entries, progress.Bytes, progress.TotalBytes);
                if (!cancelled && await ImportQueue.AdvanceAsync(session, job, state, stop))
                {
                    cancelled = true;
                    await ending.CancelAsync();
                }
            }

            return await import;
        }
        catch (OperationCanceledException) when (cancelled && !stop.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            // Without the turn somebody else may begin: nothing of this may go on.
            await ending.CancelAsync();
            await ((Task)import).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task<ImportSummary> ImportAsync(
        ResolvedTenant tenant, RequestedImport job, Stream file, ImportReport report, ImportProgress progress, CancellationToken stop)
    {
        var (options, mode) = (job.Options, new ImportMode(job.Options.DryRun, job.Options.Overwrite));
        return job.Format == ImportFormat.Wordpress
            ? services.GetRequiredService<WordPressImporter>().ImportAsync(
                file, new WordPressImportRequest(tenant) { Locale = options.Locale, Site = options.Site, Mode = mode }, report, progress, stop)
            : services.GetRequiredService<ShopifyImporter>().ImportAsync(
                file, new ShopifyImportRequest(tenant, options.Currency!, options.Shop!) { Locale = options.Locale, Mode = mode }, report, progress, stop);
    }

    /// <summary>A trace of its own, linked to the request's.</summary>
    private static Activity? Begin(RequestedImport job)
    {
        var links = ActivityContext.TryParse(job.TraceParent, null, isRemote: true, out var context) ? new[] { new ActivityLink(context) } : [];
        return TelemetrySources.Import.StartActivity("run import", ActivityKind.Consumer, parentContext: default, links: links)
            ?.SetTag(Attributes.TenantId, job.TenantId).AddBaggage(Attributes.TenantId, job.TenantId.ToString());
    }

    private static object Describe(ImportReport report, ImportSummary? summary, double seconds) => new
    {
        summary?.Locale,
        summary?.Source,
        Run = summary?.RunId,
        summary?.TraceId,
        summary?.Damage,
        Seconds = seconds,
        report.Counts,
        report.SkippedBecause,
        report.NotedBecause,
        report.FirstSkipped,
        report.FirstNotes,
    };
}

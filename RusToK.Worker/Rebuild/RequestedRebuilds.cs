using System.Diagnostics;
using Npgsql;
using RusToK.Core.Caching.Invalidation;
using RusToK.Core.Events.Handling;
using RusToK.Core.Telemetry;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Rebuild;

/// <summary>
/// Rebuilds the read models that operators ask for. One worker does it, who holds the office (an advisory lock of its session). A rebuild
/// is one transaction, so one that was cut short by the end of its worker is begun anew by the next.
/// </summary>
internal sealed class RequestedRebuilds(
    NpgsqlDataSource dataSource, IEnumerable<IProjection> projections, ReadModelRebuilder rebuilder, CacheInvalidator caches, TimeProvider clock,
    ILogger<RequestedRebuilds> logger)
    : BackgroundService
{
    /// <summary>ASCII "RusToK" "B": the key of the office among this database's advisory locks.</summary>
    private const long LockKey = 0x527573546F4B0042;

    private const int MaxError = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>The holder asks or tells every second.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private const string Reopen = "UPDATE events.rebuilds SET status = 'requested', started_at = NULL, events = 0 WHERE status = 'running'";

    private const string Take = """
        UPDATE events.rebuilds SET status = 'running', started_at = clock_timestamp()
         WHERE id = (SELECT id FROM events.rebuilds WHERE status = 'requested' ORDER BY id LIMIT 1)
        RETURNING id, read_model, traceparent
        """;

    private const string Advance = "UPDATE events.rebuilds SET events = $2 WHERE id = $1";

    private const string Conclude = "UPDATE events.rebuilds SET status = 'done', events = $2, finished_at = clock_timestamp() WHERE id = $1";

    private const string Fail = "UPDATE events.rebuilds SET status = 'failed', error = $2, finished_at = clock_timestamp() WHERE id = $1";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await HoldOfficeAsync(timer, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                RebuildLog.OfficeLost(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Serves as long as the session lives; returns at once while another worker holds the office.</summary>
    private async Task HoldOfficeAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        await using var office = await Office.TryEnterAsync(dataSource, LockKey, Silence, cancellationToken);
        if (office is null)
            return;
        // The previous holder is gone; what it had begun is undone.
        await ExecuteAsync(office.Session, Reopen, cancellationToken);
        do
            while (await TakeAsync(office.Session, cancellationToken) is { } request)
                await ServeAsync(office.Session, request, cancellationToken);
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private static async Task<Request?> TakeAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Take, session);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new Request(reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2))
            : null;
    }

    private async Task ServeAsync(NpgsqlConnection session, Request request, CancellationToken cancellationToken)
    {
        using var activity = Begin(request);
        try
        {
            var projection = projections.FirstOrDefault(p => p.Name == request.ReadModel)
                ?? throw new InvalidOperationException($"This version has no read model '{request.ReadModel}'.");
            // On the session's own connection nothing else runs meanwhile, so what is reported last is written last.
            var progress = new LatestValue();
            var rebuild = rebuilder.RebuildAsync(projection, progress, cancellationToken);
            while (await Task.WhenAny(rebuild, Task.Delay(Interval, clock, cancellationToken)) != rebuild)
                await ExecuteAsync(session, Advance, cancellationToken, request.Id, progress.Value);
            var events = await rebuild;
            // Nobody tells which rows were not as the log has them.
            caches.TakenOver(projection.Name);
            activity?.SetTag(Attributes.Outcome, "ok");
            await ExecuteAsync(session, Conclude, cancellationToken, request.Id, events);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && error is not NpgsqlException { IsTransient: true })
        {
            activity?.SetTag(Attributes.Outcome, "failed").SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            RebuildLog.Failed(logger, error, request.ReadModel);
            var message = error is PostgresException refused ? refused.SqlState : error.Message;
            await ExecuteAsync(session, Fail, cancellationToken, request.Id, message[..Math.Min(message.Length, MaxError)]);
        }
    }

    /// <summary>A trace of its own, linked to the request's.</summary>
    private static Activity? Begin(Request request)
    {
        Activity.Current = null;
        var links = ActivityContext.TryParse(request.TraceParent, null, isRemote: true, out var context) ? new[] { new ActivityLink(context) } : [];
        return TelemetrySources.Events.StartActivity($"rebuild {request.ReadModel}", ActivityKind.Internal, parentContext: default, links: links);
    }

    private static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, session);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Request(Guid Id, string ReadModel, string? TraceParent);

    private sealed class LatestValue : IProgress<long>
    {
        private long _value;

        public long Value => Interlocked.Read(ref _value);

        public void Report(long value) => Interlocked.Exchange(ref _value, value);
    }
}

using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;

namespace RusToK.Worker.Webhooks;

/// <summary>
/// Sends what is due, in every worker at once: who takes a delivery has it until its lease ends. Each is sent at least once; its id is the
/// same each time. Nothing is promised about the order, not even of one aggregate: the payload has its version.
/// </summary>
internal sealed class WebhookDeliverer(
    DeliveryQueue queue, DeliverySender sender, IServiceScopeFactory scopes, IOptions<DeliveryOptions> options, TimeProvider clock,
    ILogger<WebhookDeliverer> logger) : BackgroundService
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>How long attempts under way may take once the worker has to stop; then they are given back.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly DeliveryOptions _options = options.Value;
    private readonly Dictionary<Guid, int> _underWay = [];
    private readonly SemaphoreSlim _ended = new(0);
    private readonly CancellationTokenSource _giveUp = new();
    private int _running;

    public override void Dispose()
    {
        _ended.Dispose();
        _giveUp.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Activity.Current = null;
        WebhookMetrics.Initialise();
        while (!stoppingToken.IsCancellationRequested)
        {
            var taken = await TakeAsync(stoppingToken);
            foreach (var delivery in taken)
                Begin(delivery);
            // Nothing was due, or there is no room: until the next look, or until there is room.
            if (taken.Count == 0 || Volatile.Read(ref _running) >= _options.Parallel)
                await WaitAsync(stoppingToken);
        }

        _giveUp.CancelAfter(Grace);
        while (Volatile.Read(ref _running) > 0)
            await _ended.WaitAsync(CancellationToken.None);
    }

    private async Task<List<DueDelivery>> TakeAsync(CancellationToken stop)
    {
        var room = _options.Parallel - Volatile.Read(ref _running);
        if (room <= 0)
            return [];
        try
        {
            Dictionary<Guid, int> underWay;
            lock (_underWay)
                underWay = new Dictionary<Guid, int>(_underWay);
            return await queue.TakeAsync(room, underWay, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return [];
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            WebhookLog.QueueDelayed(logger, error, Delay);
            await Task.Delay(Delay, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        try
        {
            await _ended.WaitAsync(_options.PollInterval, stop);
            // One look serves for all that have ended.
            while (await _ended.WaitAsync(TimeSpan.Zero, stop))
                continue;
        }
        catch (OperationCanceledException)
        {
            // It stops.
        }
    }

    private void Begin(DueDelivery delivery)
    {
        Interlocked.Increment(ref _running);
        lock (_underWay)
            _underWay[delivery.EndpointId] = _underWay.GetValueOrDefault(delivery.EndpointId) + 1;
        _ = Task.Run(() => RunAsync(delivery), CancellationToken.None);
    }

    private async Task RunAsync(DueDelivery delivery)
    {
        try
        {
            await AttemptAsync(delivery);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            WebhookLog.NoteLost(logger, error, delivery.Id);
        }
        finally
        {
            lock (_underWay)
            {
                if (--_underWay[delivery.EndpointId] == 0)
                    _underWay.Remove(delivery.EndpointId);
            }

            Interlocked.Decrement(ref _running);
            _ended.Release();
        }
    }

    private async Task AttemptAsync(DueDelivery delivery)
    {
        using var span = DeliverySpan.Start(delivery);
        var (startedAt, started) = (clock.GetUtcNow(), Stopwatch.GetTimestamp());
        AttemptResult result;
        try
        {
            result = await sender.SendAsync(delivery, span, _giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            span?.SetTag(Attributes.Outcome, "cancelled");
            await queue.GiveBackAsync(delivery, CancellationToken.None);
            return;
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        span.Describe(result);
        WebhookMetrics.RecordAttempt(result.Outcome, seconds);
        var retryIn = result.Succeeded ? null : RetryIn(delivery, result);
        var change = await queue.NoteAsync(delivery, result, startedAt, seconds, retryIn, span?.TraceId.ToHexString(), CancellationToken.None);
        Report(delivery, result, retryIn, change);
        if (!result.Succeeded)
            await DisableIfHopelessAsync(delivery, result, change);
    }

    /// <summary>Doubling with full jitter on its upper half; what the receiver asks for, when that is longer. Null to give up.</summary>
    private TimeSpan? RetryIn(DueDelivery delivery, AttemptResult result)
    {
        var attempt = delivery.Attempt - delivery.AttemptsBefore;
        if (attempt >= _options.MaxAttempts)
            return null;
        var ticks = Math.Min(_options.RetryDelay.Ticks * Math.Pow(2, attempt - 1), _options.MaxRetryDelay.Ticks);
#pragma warning disable CA5394 // Jitter needs no secrecy.
        var pause = TimeSpan.FromTicks((long)(ticks * (0.5 + (Random.Shared.NextDouble() / 2))));
#pragma warning restore CA5394
        if (result.RetryAfter is { } wanted && wanted > pause)
            pause = wanted < _options.MaxRetryDelay ? wanted : _options.MaxRetryDelay;
        return clock.GetUtcNow() + pause > delivery.DeliverBy ? null : pause;
    }

    private void Report(DueDelivery delivery, AttemptResult result, TimeSpan? retryIn, BreakerChange change)
    {
        if (result.Succeeded)
        {
            WebhookMetrics.CountDeliveries(clock.GetUtcNow() - delivery.Event.RecordedAt <= WebhookMetrics.InTime ? "delivered" : "late");
        }
        else if (retryIn is { } pause)
        {
            WebhookMetrics.CountDeliveries("retried");
            WebhookLog.AttemptFailed(logger, delivery.EndpointId, delivery.Id, delivery.Attempt, result.Outcome, result.StatusCode, pause);
        }
        else
        {
            WebhookMetrics.CountDeliveries("failed");
            WebhookLog.GivenUp(logger, delivery.EndpointId, delivery.Id, delivery.Attempt, result.Outcome, result.StatusCode);
        }

        if (change.Opened)
        {
            WebhookMetrics.CountTransition(BreakerChange.Open);
            WebhookLog.BreakerOpened(logger, delivery.EndpointId);
        }
        else if (change.HasClosed)
        {
            WebhookMetrics.CountTransition(BreakerChange.Closed);
            WebhookLog.BreakerClosed(logger, delivery.EndpointId);
        }
    }

    private async Task DisableIfHopelessAsync(DueDelivery delivery, AttemptResult result, BreakerChange change)
    {
        var reason = result.IsGone ? DisableWebhook.Gone
            : change.FailingSince is { } since && clock.GetUtcNow() - since >= _options.DisableAfter ? DisableWebhook.Failing
            : null;
        if (reason is null)
            return;
        try
        {
            var e = delivery.Event;
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<DisableWebhook, Webhook>(
                new DisableWebhook(delivery.EndpointId, reason), new CommandContext(delivery.TenantId, "en", ActorId: null, e.CorrelationId, CausationId: e.Id), CancellationToken.None);
            WebhookLog.Disabled(logger, delivery.EndpointId, reason);
        }
        catch (Exception error) when (error is DomainException or NpgsqlException)
        {
            // Another attempt was first, the endpoint has gone, or PostgreSQL is away.
            WebhookLog.DisablingFailed(logger, error, delivery.EndpointId);
        }
    }
}

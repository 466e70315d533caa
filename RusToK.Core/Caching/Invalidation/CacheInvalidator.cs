using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RusToK.Core.Events;

namespace RusToK.Core.Caching.Invalidation;

/// <summary>
/// Has all processes forget what events have made old, once the read model has them. Whoever applies events only hands them over and never
/// waits: what comes within a few milliseconds is told of together. Everything is told of a second time a second later, for a reader whose
/// clock is ahead (ADR 0061); and what could not be told, because Redis was away, as soon as it is back.
/// </summary>
internal sealed partial class CacheInvalidator(IEnumerable<IChangeTags> rules, NamedCaches caches, ILogger<CacheInvalidator> logger) : BackgroundService
{
    /// <summary>Batches that wait at most; whoever is so far behind tells to forget everything.</summary>
    private const int MostWaiting = 1_000;

    private static readonly EventEnvelope[] Nothing = [];
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(250);

    private readonly Channel<Change> _changes = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, IChangeTags[]> _rules = rules.GroupBy(r => r.AppliedBy).ToDictionary(g => g.Key, g => g.ToArray());
    private readonly Dictionary<CacheDeclaration, StaleTags> _stale = [];

    /// <summary>What was told of, to be told of once more.</summary>
    private readonly Queue<(long Due, CacheDeclaration Cache, StaleTags Tags)> _again = new();

    /// <summary>What is told of for the second time now.</summary>
    private readonly Dictionary<CacheDeclaration, StaleTags> _repeated = [];
    private int _waiting;
    private bool _isAway;

    /// <summary>A projection's transaction has committed. Costs the caller next to nothing.</summary>
    /// <param name="projection">Its name.</param>
    /// <param name="events">What it applied; read later, so it must stay as it is.</param>
    public void Applied(string projection, IEnumerable<EventEnvelope> events)
    {
        if (!_rules.ContainsKey(projection) || !caches.HearOfChanges)
            return;
        Interlocked.Increment(ref _waiting);
        _changes.Writer.TryWrite(new Change(projection, events));
    }

    /// <summary>Another process applied events before, and may have ended before it told of them.</summary>
    public void TakenOver(string projection) => Applied(projection, Nothing);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Activity.Current = null;
        if (!caches.HearOfChanges)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var told = false;
            try
            {
                await WaitAsync(stoppingToken);
                Collect();
                told = await TellAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                // Whatever it was: readers must not be left with what is old, and the Worker goes on.
                LogFailed(error);
                foreach (var cache in _rules.Values.SelectMany(r => r).Select(r => r.Cache))
                    Of(_stale, cache).AddEverything();
            }

            await Task.Delay(told ? Window : AfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Tells what is left, so that an orderly end leaves nothing old behind.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Collect();
        while (_again.TryDequeue(out var again))
            Of(_repeated, again.Cache).Add(again.Tags);
        await TellAsync(cancellationToken);
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        if (_stale.Count + _repeated.Count > 0)
            return;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (_again.TryPeek(out var next))
            timeout.CancelAfter(Left(next.Due));
        try
        {
            await _changes.Reader.WaitToReadAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            // Something is to be told again, or it is time to end.
        }
    }

    private void Collect()
    {
        var isBehind = Volatile.Read(ref _waiting) > MostWaiting;
        while (_changes.Reader.TryRead(out var change))
        {
            Interlocked.Decrement(ref _waiting);
            foreach (var rule in _rules[change.Projection])
                Mark(rule, change, isBehind);
        }

        while (_again.TryPeek(out var next) && Left(next.Due) <= TimeSpan.Zero)
        {
            _again.Dequeue();
            Of(_repeated, next.Cache).Add(next.Tags);
        }
    }

    private void Mark(IChangeTags rule, Change change, bool isBehind)
    {
        var stale = Of(_stale, rule.Cache);
        if (isBehind || ReferenceEquals(change.Events, Nothing))
        {
            stale.AddEverything();
            return;
        }

        foreach (var e in change.Events)
            if (!stale.Covers(e.TenantId) && rule.EventTypes.Contains(e.Type))
                rule.Mark(e, stale);
    }

    private async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        foreach (var cache in _stale.Keys.Union(_repeated.Keys).ToList())
        {
            var tags = Of(_stale, cache);
            var isFirst = !tags.IsEmpty;
            var all = new StaleTags();
            all.Add(tags);
            if (_repeated.Remove(cache, out var repeated))
                all.Add(repeated);
            try
            {
                await caches.Get(cache).ForgetAsync(all.ToTags(), cancellationToken);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // Which of them arrived is not known; and by the time Redis is back there may be very many.
                tags.AddEverything();
                if (!_isAway && !cancellationToken.IsCancellationRequested)
                    LogAway(error, cache.Name);
                _isAway = true;
                return false;
            }

            _stale.Remove(cache);
            if (isFirst)
                _again.Enqueue((Stopwatch.GetTimestamp() + (long)(Again.TotalSeconds * Stopwatch.Frequency), cache, tags));
        }

        _isAway = false;
        return true;
    }

    private static StaleTags Of(Dictionary<CacheDeclaration, StaleTags> tagsByCache, CacheDeclaration cache)
    {
        if (!tagsByCache.TryGetValue(cache, out var tags))
            tagsByCache.Add(cache, tags = new StaleTags());
        return tags;
    }

    private static TimeSpan Left(long due) => due - Stopwatch.GetTimestamp() is var left && left > 0 ? TimeSpan.FromSeconds((double)left / Stopwatch.Frequency) : TimeSpan.Zero;

    [LoggerMessage(2201, LogLevel.Warning, "Readers could not be told of changes to the cache {Cache}; they will be once Redis is back",
        EventName = "cache.invalidation_delayed")]
    private partial void LogAway(Exception error, string cache);

    [LoggerMessage(2202, LogLevel.Error, "What events have made old could not be told apart; all of it is to be forgotten",
        EventName = "cache.invalidation_failed")]
    private partial void LogFailed(Exception error);

    private sealed record Change(string Projection, IEnumerable<EventEnvelope> Events);
}

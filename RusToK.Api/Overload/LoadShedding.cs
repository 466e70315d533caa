using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Api.Overload;

/// <summary>
/// Says which requests are too many: all beyond a number under way, and before that a share that follows the delay of the pool's work, which a thread
/// of its own looks at. Those are chosen by chance, so whoever sends most is refused most. Says in the log when it begins and when it is over.
/// </summary>
internal sealed partial class LoadShedding : IHostedService, IDisposable
{
    private static readonly Counter<long> Rejections = ResilienceInstruments.OverloadRejections.CreateCounter<long>();
    private static readonly Histogram<double> Delays = ResilienceInstruments.OverloadQueueDelay.CreateHistogram();

    /// <summary>Without a refusal for this long it is over.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);

    private readonly IQueueDelay _queue;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly RefusalProbability _controller;
    private readonly bool _isEnabled;
    private readonly int _alwaysServed;
    private readonly int _maxUnderWay;
    /// <summary>Not spun on: it is waited for some sixty times a second, and nearly always in vain.</summary>
    private readonly ManualResetEventSlim _stopping = new(initialState: false, spinCount: 0);
    private readonly Thread _thread;

    private int _underWay;
    private double _share;
    private long _refused;
    private long _refusedBefore;
    private long _refusedLastUpdate;
    private long _lastRefusal;
    private bool _isShedding;

    public LoadShedding(IQueueDelay queue, IOptions<OverloadOptions> options, TimeProvider clock, ILogger<LoadShedding> logger)
    {
        (_queue, _clock, _logger, _isEnabled) = (queue, clock, logger, options.Value.Enabled);
        _controller = new RefusalProbability(options.Value.TargetDelay);
        _alwaysServed = options.Value.AlwaysServed * Environment.ProcessorCount;
        _maxUnderWay = options.Value.Enabled ? options.Value.MaxUnderWay * Environment.ProcessorCount : int.MaxValue;
        _thread = new Thread(Watch) { IsBackground = true, Name = "overload" };
        Rejections.Add(0);
    }

    /// <summary>Whether a request is served, which then is under way until <see cref="End"/>; counted when it is not.</summary>
    public bool TryBegin()
    {
        var underWay = Interlocked.Increment(ref _underWay);
        if (underWay <= _alwaysServed || (underWay <= _maxUnderWay && IsLucky(Volatile.Read(ref _share))))
            return true;
        End();
        Interlocked.Increment(ref _refused);
        Rejections.Add(1);
        return false;
    }

    /// <summary>Ends what <see cref="TryBegin"/> let in.</summary>
    public void End() => Interlocked.Decrement(ref _underWay);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_isEnabled)
            _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Set();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _stopping.Set();
        if (_thread.IsAlive)
            _thread.Join();
        _stopping.Dispose();
    }

    /// <summary>Looks once.</summary>
    internal void Update()
    {
        var delay = _queue.Sample();
        Delays.Record(delay.TotalSeconds);
        Volatile.Write(ref _share, _controller.Update(delay));
        Tell(delay);
    }

    private void Watch()
    {
        while (!_stopping.Wait(RefusalProbability.Interval))
            Update();
    }

    private static bool IsLucky(double refused) => refused == 0 || Random.Shared.NextDouble() >= refused;

    private void Tell(TimeSpan delay)
    {
        var refused = Interlocked.Read(ref _refused);
        if (refused > _refusedLastUpdate)
        {
            (_refusedLastUpdate, _lastRefusal) = (refused, _clock.GetTimestamp());
            if (!_isShedding)
            {
                _isShedding = true;
                LogBegun((long)delay.TotalMilliseconds);
            }
        }
        else if (_isShedding && _clock.GetElapsedTime(_lastRefusal) >= Calm)
        {
            _isShedding = false;
            LogOver(refused - _refusedBefore);
            _refusedBefore = refused;
        }
    }

    [LoggerMessage(4201, LogLevel.Warning, "More requests than this process has time for: some are refused; work waits {DelayMs} ms for a thread",
        EventName = "overload.begun")]
    private partial void LogBegun(long delayMs);

    [LoggerMessage(4202, LogLevel.Information, "Requests are no longer refused for want of time; {Refused} were",
        EventName = "overload.over")]
    private partial void LogOver(long refused);
}

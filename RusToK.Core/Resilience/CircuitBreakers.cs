using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Resilience;

/// <summary>The state of every breaker of this process, as metrics, health and the log tell of it.</summary>
public sealed partial class CircuitBreakers
{
    private static readonly Counter<long> Transitions = ResilienceInstruments.BreakerTransitions.CreateCounter<long>();

    private readonly ConcurrentDictionary<string, BreakerState> _states = new();
    private readonly ILogger<CircuitBreakers> _logger;

    public CircuitBreakers(ILogger<CircuitBreakers> logger)
    {
        _logger = logger;
        ResilienceInstruments.BreakerState.CreateGauge(Measure);
    }

    /// <summary>The dependencies that have a breaker, with its state.</summary>
    public IReadOnlyDictionary<string, BreakerState> States => _states;

    public BreakerState StateOf(string dependency) => _states.GetValueOrDefault(dependency);

    /// <summary>Makes a dependency known, closed, with every series it can have.</summary>
    public void Add(string dependency)
    {
        if (!_states.TryAdd(dependency, BreakerState.Closed))
            return;
        Count(dependency, BreakerState.Closed, BreakerState.Open, 0);
        Count(dependency, BreakerState.Open, BreakerState.HalfOpen, 0);
        Count(dependency, BreakerState.HalfOpen, BreakerState.Closed, 0);
        Count(dependency, BreakerState.HalfOpen, BreakerState.Open, 0);
    }

    /// <summary>A breaker has changed its state.</summary>
    public void MoveTo(string dependency, BreakerState state)
    {
        var before = StateOf(dependency);
        if (before == state)
            return;
        _states[dependency] = state;
        Count(dependency, before, state, 1);
        if (state == BreakerState.Open)
            LogOpened(dependency);
        else if (state == BreakerState.Closed)
            LogClosed(dependency);
    }

    /// <summary>As metrics and health say it.</summary>
    public static string NameOf(BreakerState state) => state switch
    {
        BreakerState.Closed => "closed",
        BreakerState.Open => "open",
        _ => "half_open",
    };

    private static void Count(string dependency, BreakerState from, BreakerState to, long by) => Transitions.Add(
        by, new(Attributes.Dependency, dependency), new(Attributes.From, NameOf(from)), new(Attributes.To, NameOf(to)));

    private IEnumerable<Measurement<int>> Measure() =>
        _states.Select(s => new Measurement<int>((int)s.Value, new KeyValuePair<string, object?>(Attributes.Dependency, s.Key)));

    [LoggerMessage(2001, LogLevel.Warning, "The circuit breaker of {Dependency} has opened: calls are refused at once until it answers again",
        EventName = "breaker.opened")]
    private partial void LogOpened(string dependency);

    [LoggerMessage(2002, LogLevel.Information, "The circuit breaker of {Dependency} has closed: it answers again", EventName = "breaker.closed")]
    private partial void LogClosed(string dependency);
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Faults;

/// <summary>
/// The faults that are switched on in this process. A process that does not allow faults has no such service, and no strategy in any
/// pipeline; in one that does, looking for a fault while there is none is one volatile read.
/// </summary>
public sealed partial class ActiveFaults : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly ILogger<ActiveFaults> _logger;
    private volatile Running[]? _running;

    public ActiveFaults(TimeProvider clock, ILogger<ActiveFaults> logger)
    {
        (_clock, _logger) = (clock, logger);
        FaultInstruments.Active.CreateGauge(Measure);
    }

    /// <summary>Whether none is switched on.</summary>
    public bool AreQuiet => _running is null;

    /// <summary>What is switched on, in the order in which it was.</summary>
    public IReadOnlyList<ActiveFault> Active => [.. (_running ?? []).Where(r => !HasEnded(r)).Select(r => r.Fault)];

    /// <param name="name">One of <see cref="FaultCatalogue"/>.</param>
    /// <returns>Null when it is not switched on.</returns>
    public ActiveFault? Find(string name)
    {
        if (_running is not { } running)
            return null;
        foreach (var one in running)
            if (one.Fault.Fault.Name == name)
                return HasEnded(one) ? null : one.Fault;
        return null;
    }

    /// <summary>Decides whether a fault strikes this time.</summary>
    /// <param name="name">One of <see cref="FaultCatalogue"/>.</param>
    /// <param name="tenantId">Whose the thing is; null when it is nobody's.</param>
    /// <returns>The fault when it does.</returns>
    public ActiveFault? Strike(string name, Guid? tenantId) =>
#pragma warning disable CA5394 // Nobody gains by guessing it.
        Find(name) is { } fault && fault.IsFor(tenantId) && Random.Shared.NextDouble() < fault.Rate ? fault : null;
#pragma warning restore CA5394

    /// <summary>Switches a fault on, in place of the same one with other settings.</summary>
    /// <param name="fault">As <see cref="FaultSwitch"/> has checked it.</param>
    internal void SwitchOn(ActiveFault fault)
    {
        var running = new Running(fault);
        lock (_gate)
        {
            Remove(r => r.Fault.Fault == fault.Fault);
            _running = [.. _running ?? [], running];
            running.Timer = _clock.CreateTimer(_ => End(running), state: null, fault.EndsAt - _clock.GetUtcNow(), Timeout.InfiniteTimeSpan);
        }

        LogSwitchedOn(
            fault.Fault.Name, fault.Rate, fault.Latency, fault.Field ?? "all", fault.Handler ?? "all", fault.EventType ?? "all", fault.TenantId?.ToString() ?? "all", fault.EndsAt,
            fault.Fault.Does);
    }

    /// <summary>Switches a fault off before it ends by itself; nothing happens when it is not switched on.</summary>
    internal void SwitchOff(string name)
    {
        lock (_gate)
            if (!Remove(r => r.Fault.Fault.Name == name))
                return;
        LogSwitchedOff(name);
    }

    public void Dispose()
    {
        lock (_gate)
            Remove(_ => true);
    }

    /// <summary>The timer ends it; one that comes late changes nothing, for whoever looks asks the clock.</summary>
    private bool HasEnded(Running running)
    {
        if (running.Fault.EndsAt > _clock.GetUtcNow())
            return false;
        End(running);
        return true;
    }

    private void End(Running running)
    {
        lock (_gate)
            if (!Remove(r => r == running))
                return;
        LogEnded(running.Fault.Fault.Name);
    }

    private bool Remove(Predicate<Running> which)
    {
        if (_running is not { } running || Array.FindAll(running, which) is not { Length: > 0 } removed)
            return false;
        foreach (var one in removed)
            one.Timer?.Dispose();
        _running = removed.Length == running.Length ? null : Array.FindAll(running, r => !which(r));
        return true;
    }

    private IEnumerable<Measurement<int>> Measure()
    {
        var active = Active.Select(a => a.Fault).ToHashSet();
        return FaultCatalogue.All.Select(fault => new Measurement<int>(
            active.Contains(fault) ? 1 : 0, new KeyValuePair<string, object?>(Attributes.FaultLabel, fault.Name)));
    }

    [LoggerMessage(2301, LogLevel.Warning, "The fault {Fault} is switched on: rate {Rate}, delay {Delay}, field {Field}, handler {Handler}, event type {EventType}, tenant {TenantId}, until {EndsAt:O}. {Does}",
        EventName = "fault.switched_on")]
    private partial void LogSwitchedOn(
        string fault, double rate, TimeSpan delay, string field, string handler, string eventType, string tenantId, DateTimeOffset endsAt, string does);

    [LoggerMessage(2302, LogLevel.Warning, "The fault {Fault} is switched off", EventName = "fault.switched_off")]
    private partial void LogSwitchedOff(string fault);

    [LoggerMessage(2303, LogLevel.Warning, "The fault {Fault} has ended by itself: its time is over", EventName = "fault.ended")]
    private partial void LogEnded(string fault);

    private sealed class Running(ActiveFault fault)
    {
        public ActiveFault Fault { get; } = fault;

        public ITimer? Timer { get; set; }
    }
}

using RusToK.Core.Errors;

namespace RusToK.Core.Faults;

/// <summary>Switches faults on and off, by the rules.</summary>
/// <param name="faults">What is switched on.</param>
/// <param name="seams">Those that this process has.</param>
/// <param name="clock">Says when a fault ends.</param>
public sealed class FaultSwitch(ActiveFaults faults, IEnumerable<FaultSeam> seams, TimeProvider clock)
{
    /// <summary>A fault that somebody forgot has ended by then.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromMinutes(10);

    /// <summary>Past it nobody waits any more, and the fault would be a failure.</summary>
    public static readonly TimeSpan LongestLatency = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ShortestDuration = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestLatency = TimeSpan.FromMilliseconds(1);

    private readonly Dictionary<string, FaultSeam> _seams = seams.ToDictionary(seam => seam.Name);

    /// <summary>The faults that this process can have.</summary>
    public IReadOnlyList<Fault> Possible => [.. FaultCatalogue.All.Where(fault => _seams.ContainsKey(fault.Seam))];

    /// <param name="name">One of <see cref="Possible"/>.</param>
    /// <exception cref="NotFoundException">This process cannot have such a fault.</exception>
    public Fault Find(string name) => Possible.FirstOrDefault(fault => fault.Name == name) ?? throw new NotFoundException(
        FaultCatalogue.Find(name) is { } elsewhere
            ? $"The fault {elsewhere.Name} strikes at the seam {elsewhere.Seam}, which this process does not have; another process has."
            : $"There is no such fault; here are {string.Join(", ", Possible.Select(fault => fault.Name))}.",
        "name");

    /// <exception cref="NotFoundException">This process cannot have such a fault.</exception>
    /// <exception cref="InvalidInputException">A setting breaks a rule.</exception>
    public ActiveFault SwitchOn(string name, FaultSettings settings)
    {
        var fault = Find(name);
        var broken = Broken(fault, settings).ToList();
        if (broken.Count > 0)
            throw new InvalidInputException(broken);
        var active = new ActiveFault(
            fault, settings.Rate, TimeSpan.FromSeconds(settings.LatencySeconds ?? 0), clock.GetUtcNow() + TimeSpan.FromSeconds(settings.DurationSeconds))
        {
            Field = settings.Field,
            Handler = settings.Handler,
            EventType = settings.EventType,
            TenantId = settings.Tenant is { } tenant ? Guid.Parse(tenant) : null,
        };
        faults.SwitchOn(active);
        return active;
    }

    /// <exception cref="NotFoundException">This process cannot have such a fault.</exception>
    public void SwitchOff(string name) => faults.SwitchOff(Find(name).Name);

    public void SwitchAllOff()
    {
        foreach (var active in faults.Active)
            faults.SwitchOff(active.Fault.Name);
    }

    private IEnumerable<FieldError> Broken(Fault fault, FaultSettings settings)
    {
        if (settings.Rate is not (> 0 and <= 1))
            yield return new FieldError("rate", "range", "rate must be above 0 and at most 1.");
        if (!fault.Delays && settings.LatencySeconds is not null)
            yield return new FieldError("latencySeconds", "not-taken", $"latencySeconds is not taken by {fault.Name}, which does not delay.");
        else if (fault.Delays && settings.LatencySeconds is null)
            yield return new FieldError("latencySeconds", "required", $"latencySeconds must say how long {fault.Name} delays.");
        else if (settings.LatencySeconds is { } latency && !IsWithin(latency, ShortestLatency, LongestLatency))
            yield return OutOf("latencySeconds", ShortestLatency, LongestLatency);
        if (!IsWithin(settings.DurationSeconds, ShortestDuration, LongestDuration))
            yield return OutOf("durationSeconds", ShortestDuration, LongestDuration);

        var seam = _seams[fault.Seam];
        foreach (var error in (FieldError?[])
            [
                Target(fault, FaultTargets.Field, "field", settings.Field, seam.Fields),
                Target(fault, FaultTargets.Handler, "handler", settings.Handler, seam.Handlers),
                Target(fault, FaultTargets.EventType, "eventType", settings.EventType, seam.EventTypes),
                Target(fault, FaultTargets.Tenant, "tenant", settings.Tenant, known: null),
            ])
        {
            if (error is not null)
                yield return error;
        }
    }

    private static FieldError? Target(Fault fault, FaultTargets target, string name, string? value, IReadOnlyCollection<string>? known)
    {
        if (value is null)
            return null;
        if (!fault.Targets.HasFlag(target))
            return new FieldError(name, "not-taken", $"{name} is not taken by {fault.Name}.");
        if (known is null)
            return Guid.TryParse(value, out _) ? null : new FieldError(name, "uuid", $"{name} must be the id of a tenant.");
        return known.Contains(value)
            ? null
            : new FieldError(name, "one-of", $"{name} must be one of {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    private static bool IsWithin(double seconds, TimeSpan least, TimeSpan most) => seconds >= least.TotalSeconds && seconds <= most.TotalSeconds;

    private static FieldError OutOf(string name, TimeSpan least, TimeSpan most) =>
        new(name, "range", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} must be {least.TotalSeconds} to {most.TotalSeconds}."));
}

using System.Globalization;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Live;
using RusToK.Operations.Promql;

namespace RusToK.Operations.Explain;

/// <summary>What is asked whatever the alert is: breakers, processes, versions, faults, tenants.</summary>
/// <param name="prometheus">Which is asked.</param>
internal sealed class SystemStateReader(PrometheusApi prometheus)
{
    private const double Weight = 3;
    private const double WeightOfVersion = 1.5;

    /// <summary>How long before an alert a start or a fault may have caused it.</summary>
    private static readonly TimeSpan JustBefore = TimeSpan.FromMinutes(5);

    private static readonly string Faults = PrometheusName.Of(FaultInstruments.Active);
    private static readonly string TenantRequests = PrometheusName.Of(TenantInstruments.Requests);

    /// <summary>Circuit breakers that opened. One that was open before as well says less.</summary>
    public async Task<IReadOnlyList<Evidence>> BreakersAsync(Window window, CancellationToken cancellationToken)
    {
        var before = (await prometheus.QueryAsync($"max by (dependency) (max_over_time({Series.BreakerState}[{window.RangeBefore}])) > 0", window.From, cancellationToken))
            .Select(sample => sample.Labels["dependency"]).ToHashSet();
        var open = await prometheus.QueryAsync($"max by (dependency, instance) (max_over_time({Series.BreakerState}[{window.Range}])) > 0", window.To, cancellationToken);
        return
        [
            .. open.GroupBy(sample => sample.Labels["dependency"]).Select(same => new Evidence(
                new Component(Component.Dependency, same.Key), before.Contains(same.Key) ? Weight / 3 : Weight,
                $"its circuit breaker opened in {string.Join(", ", same.Select(sample => sample.Labels["instance"]).Order(StringComparer.Ordinal))}"
                + (before.Contains(same.Key) ? ", as it had before" : ""))),
        ];
    }

    /// <summary>Processes that Prometheus could not read, with how long.</summary>
    public async Task<IReadOnlyList<Evidence>> DownAsync(Window window, CancellationToken cancellationToken)
    {
        var down = await prometheus.QueryAsync($"1 - avg_over_time({Series.Up}[{window.Range}]) > 0", window.To, cancellationToken);
        return
        [
            .. down.Select(sample => new Evidence(
                new Component(Component.Instance, sample.Labels["instance"]), Weight * Math.Min(1, 0.5 + sample.Value),
                $"{sample.Labels["instance"]} of {sample.Labels["job"]} did not answer for {Wording.Percent(Math.Round(sample.Value, 2))} of the time")),
        ];
    }

    /// <summary>How many processes each service has.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ProcessesAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        (await prometheus.QueryAsync($"count by (job) ({Series.Up})", at, cancellationToken)).ToDictionary(sample => sample.Labels.GetValueOrDefault("job", ""), sample => (int)sample.Value);

    /// <summary>Starts of processes just before the alert and in it. A start that follows no other process is not told of: there the system was started.</summary>
    public async Task<(IReadOnlyList<Change> Changes, IReadOnlyList<Evidence> Evidence)> StartsAsync(Window window, CancellationToken cancellationToken)
    {
        var from = window.From - JustBefore;
        var range = string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling((window.To - from + JustBefore).TotalSeconds)}s");
        var seen = (await prometheus.QueryAsync(
                $"count by (job, instance, service_version, process_creation_time) (count_over_time({Series.TargetInfo}[{range}]))", window.To, cancellationToken))
            .Where(sample => DateTimeOffset.TryParse(sample.Labels.GetValueOrDefault("process_creation_time"), CultureInfo.InvariantCulture, out _))
            .Select(sample => (Job: sample.Labels["job"], Instance: sample.Labels["instance"], Version: sample.Labels.GetValueOrDefault("service_version", "?"),
                At: DateTimeOffset.Parse(sample.Labels["process_creation_time"], CultureInfo.InvariantCulture)))
            .GroupBy(process => process.Instance).ToList();
        var changes = new List<Change>();
        var evidence = new List<Evidence>();
        foreach (var processes in seen.Select(same => same.OrderBy(process => process.At).ToList()).Where(processes => processes.Count > 1))
        {
            var (instance, job) = (processes[0].Instance, processes[0].Job);
            for (var i = 1; i < processes.Count; i++)
            {
                if (processes[i].At < from)
                    continue;
                var isOther = processes[i].Version != processes[i - 1].Version;
                changes.Add(new Change(processes[i].At, $"{instance} of {job} started again{(isOther ? $": version {processes[i].Version} after {processes[i - 1].Version}" : "")}"));
                if (isOther)
                    evidence.Add(new Evidence(new Component("version", $"{processes[i].Version} of {job}"), WeightOfVersion, $"{instance} began to run it at {Wording.Time(processes[i].At)}"));
            }

            // Once is a deployment or the end of something else; a process that went down and up before the alert began is none of its causes.
            if (processes.Skip(1).Count(process => window.Has(process.At)) is > 1 and var starts)
                evidence.Add(new Evidence(new Component(Component.Instance, instance), Weight, $"{instance} was started again {starts} times"));
        }

        return (changes, evidence);
    }

    /// <summary>Faults that were switched on before the alert ended: not evidence, for where there is no switch there is none.</summary>
    public async Task<IReadOnlyList<Change>> FaultsAsync(Window window, CancellationToken cancellationToken)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{(long)Math.Ceiling((window.Length + JustBefore).TotalSeconds)}s");
        var active = await prometheus.QueryAsync($"max_over_time({Faults}[{range}]) > 0", window.To, cancellationToken);
        var changes = new List<Change>();
        foreach (var sample in active)
        {
            var (fault, instance) = (sample.Labels["fault"], sample.Labels.GetValueOrDefault("instance", "?"));
            var series = await prometheus.SamplesAsync($"{Faults}{{fault=\"{fault}\", instance=\"{instance}\"}}[{range}]", window.To, cancellationToken);
            changes.AddRange(Runs([.. series.SelectMany(one => one.Points).OrderBy(point => point.At)]).Select(run => new Change(
                run.From, $"{fault} in {instance}, {(run.Until is { } until ? $"until {Wording.Time(until)}" : "still on")}")));
        }

        return [.. changes.OrderBy(change => change.At)];
    }

    /// <summary>From when until when a gauge was above 0; until null where it still is.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset? Until)> Runs(IReadOnlyList<(DateTimeOffset At, double Value)> points)
    {
        DateTimeOffset? from = null;
        foreach (var (at, value) in points)
        {
            if (value > 0)
                from ??= at;
            else if (from is { } began)
            {
                yield return (began, at);
                from = null;
            }
        }

        if (from is { } last)
            yield return (last, null);
    }

    /// <summary>The tenants with the most time, failures and requests.</summary>
    public async Task<IReadOnlyList<TenantShare>> TenantsAsync(Window window, CancellationToken cancellationToken)
    {
        async Task<Dictionary<string, double>> SharesAsync(string series) => (await prometheus.QueryAsync(
                $"sum by (tenant) (increase({series}[{window.Range}])) / on () group_left () (sum(increase({series}[{window.Range}])) > 0)", window.To, cancellationToken))
            .Where(sample => !double.IsNaN(sample.Value)).ToDictionary(sample => sample.Labels["tenant"], sample => sample.Value);

        var (requests, errors, time) = (await SharesAsync(TenantRequests), await SharesAsync(Series.TenantErrors), await SharesAsync(Series.TenantDuration + "_sum"));
        return
        [
            .. requests.Keys.Union(time.Keys).Select(tenant => new TenantShare(
                    tenant, requests.GetValueOrDefault(tenant), errors.Count == 0 ? null : errors.GetValueOrDefault(tenant), time.GetValueOrDefault(tenant)))
                .OrderByDescending(tenant => tenant.Errors ?? 0).ThenByDescending(tenant => tenant.Time),
        ];
    }
}

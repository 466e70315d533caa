using RusToK.Lab.Running;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Lab.Faults;

/// <summary>Processes that end, freeze, or do not stay, and a telemetry backend that is away.</summary>
internal static class ProcessFaults
{
    private static readonly string[] EventsWait = ["EventFreshnessBurnsFast", "EventLogNotDraining", "SearchStale", "SnapshotStale", "RelayWithoutLeader"];
    /// <summary>A process that starts has a core of a small machine for itself for some seconds.</summary>
    private static readonly string[] StartTakesTime = ["DatabaseSlow", "EventFreshnessBurnsFast"];

    private static readonly string[] ApiSuffers = ["ApiAvailabilityBurnsFast", "ApiLatencyBurnsFast"];

    public static IReadOnlyList<LabFault> All { get; } =
    [
        new("worker-stopped", "Both workers are killed and stay down.", "ServiceDown", Away("job", "rustok-worker"), Ways.HeldDown("worker", "worker-2"))
        {
            Consequences = [.. EventsWait, .. StartTakesTime, "TargetDown", "TelemetryAbsent"],
        },
        new("worker-killed", "The worker that is the relay is killed and stays down; the other one takes over.", "TargetDown", Away("job", "rustok-worker"), KillLeaderAsync)
        {
            Consequences = [.. EventsWait, .. StartTakesTime],
        },
        new("relay-leader-frozen", "The worker that is the relay is stopped, and keeps the office until its session ends.", "RelayWithoutLeader",
            new Culprit($"sum by (job) (1 - {Up})", ("job", "rustok-worker")), FreezeLeaderAsync)
        {
            Consequences = [.. EventsWait, "TargetDown", "HandlerErrors", "ConsumerLag"],
        },
        new("api-stopped", "Both API processes are killed and stay down.", "ServiceDown", Away("job", "rustok-api"), Ways.HeldDown("api", "api-2"))
        {
            Consequences = [.. ApiSuffers, .. StartTakesTime, "TargetDown", "TelemetryAbsent"],
        },
        new("api-killed-in-a-loop", "An API process is killed each time it is up.", "RestartLoop",
            new Culprit($"count by (instance) (count_over_time({TargetInfo}[2m]))", ("instance", "api-2")), KillInALoopAsync)
        {
            Concluded = "instance api-2",
            // The first calls of a process that starts are slow, those of Redis often slower than they may be.
            Consequences = [.. ApiSuffers, .. StartTakesTime, "TargetDown", "TelemetryDropped", "CircuitBreakerOpen"],
        },
        new("targets-lost", "Prometheus forgets the workers.", "TelemetryAbsent", new Culprit($"sum by (job) (absent({TargetInfo}{{job=\"rustok-worker\"}}))", ("job", "rustok-worker")), ForgetWorkersAsync)
        {
            Consequences = EventsWait,
        },
        new("otlp-backend-down", "The backend of traces and logs is killed and stays down.", "TelemetryDropped",
            new Culprit($"sum by (reason) (increase({TelemetryDropped}[10s]))", ("reason", "export_failed")), Ways.HeldDown("dashboard")),
    ];

    private static Culprit Away(string label, string value) => new($"sum by ({label}) (1 - {Up})", (label, value));

    private static async Task<Ending> KillLeaderAsync(LabSystem system, CancellationToken cancellationToken) =>
        await Ways.HeldDown(await LeaderAsync(system, cancellationToken))(system, cancellationToken);

    private static async Task<Ending> FreezeLeaderAsync(LabSystem system, CancellationToken cancellationToken) =>
        await Ways.Frozen(await LeaderAsync(system, cancellationToken))(system, cancellationToken);

    private static async Task<Ending> KillInALoopAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var process = system.Process("api-2");
        await process.KillAsync();
        return Ways.Repeated(parallel: 1, TimeSpan.FromSeconds(3), async stop =>
        {
            while (!await IsUpAsync(system, "api-2", stop))
                await Task.Delay(TimeSpan.FromMilliseconds(200), stop);
            // Prometheus is to have seen each of them.
            await Task.Delay(TimeSpan.FromSeconds(2), stop);
            await process.KillAsync();
        });
    }

    private static async Task<Ending> ForgetWorkersAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var targets = system.Targets;
        await system.ScrapeAsync([.. targets.Where(target => target.Job != "rustok-worker")], cancellationToken);
        return ending => system.ScrapeAsync(targets, ending);
    }

    private static async Task<bool> IsUpAsync(LabSystem system, string instance, CancellationToken cancellationToken) =>
        await system.Prometheus.QueryAsync($"{Up}{{instance=\"{instance}\"}} == 1", at: null, cancellationToken) is { Count: > 0 };

    private static async Task<string> LeaderAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var leaders = await system.Prometheus.QueryAsync($"{RelayLeader} == 1", at: null, cancellationToken);
        return leaders.Single().Labels["instance"] == "worker-1" ? "worker" : "worker-2";
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using RusToK.Lab.Audit;
using RusToK.Lab.Experiments;
using RusToK.Lab.Faults;
using RusToK.Lab.Report;
using RusToK.Lab.Running;

namespace RusToK.Lab;

/// <summary>Waits for the demo to be in full swing, looks on while nothing is wrong, and makes one fault after the other.</summary>
/// <param name="system">A running one.</param>
/// <param name="say">Tells how it goes on.</param>
internal sealed class Laboratory(LabSystem system, Action<string> say)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(5);

    /// <summary>Of a cache's past, which it is compared with, the least there has to be; and until the caches are warm.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(60);

    /// <returns>The report as it is after each thing that was seen.</returns>
    public async IAsyncEnumerable<LabReport> RunAsync(LabOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var report = new LabReport(TimeProvider.System.GetUtcNow(), options.Divisor, null, []);
        var experiment = new FaultExperiment(system, await ReadModelAudit.InstallAsync(system.Database, cancellationToken));
        await UntilBusyAsync(cancellationToken);
        if (options.Calm > TimeSpan.Zero)
            yield return report = report with { Calm = await LookOnAsync(options.Calm, cancellationToken) };
        foreach (var fault in options.Faults)
        {
            say($"{fault.Name}: {fault.Does}");
            var result = await TryAsync(experiment, fault, cancellationToken);
            say($"{fault.Name}: {Told(result)}");
            yield return report = report with { Faults = [.. report.Faults, result] };
        }
    }

    /// <summary>What breaks one experiment off says nothing of the others.</summary>
    private static async Task<FaultResult> TryAsync(FaultExperiment experiment, LabFault fault, CancellationToken cancellationToken)
    {
        try
        {
            return await experiment.RunAsync(fault, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return new FaultResult(fault.Name, fault.Alert) { Error = $"{error.GetType().Name}: {error.Message}" };
        }
    }

    private static string Told(FaultResult result) => result.Failures.Count > 0
        ? "FAILED: " + string.Join("; ", result.Failures)
        : string.Create(CultureInfo.InvariantCulture, $"{result.Alert} after {result.DetectedAfterSeconds:0.0} s, over after {result.ResolvedAfterSeconds:0.0} s, {result.Culprit}");

    /// <summary>Orders are placed, so that the tenants are open and their shelves filled; then the caches get warm.</summary>
    private async Task UntilBusyAsync(CancellationToken cancellationToken)
    {
        const string ordersPerSecond = "sum(rate(rustok_commerce_operations_total{operation=\"place_order\", outcome=\"ok\"}[15s])) > 0.5";
        var clock = Stopwatch.StartNew();
        while ((await system.Prometheus.QueryAsync(ordersPerSecond, at: null, cancellationToken)).Count == 0)
        {
            if (clock.Elapsed > LongestStart)
                throw new InvalidOperationException("The demo's customers place no orders: see the log of the system.");
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        say($"the demo is busy; {WarmUp.TotalSeconds:0} s for its caches");
        await Task.Delay(WarmUp, cancellationToken);
    }

    private async Task<CalmResult> LookOnAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        say($"{time.TotalSeconds:0} s without a fault");
        var seen = new Observation(system);
        await seen.ForAsync(time, cancellationToken);
        say(seen.Told.Count == 0 ? "no alert" : $"alerts: {string.Join(", ", seen.Told)}");
        return new CalmResult(time.TotalSeconds, [.. seen.Told.Order(StringComparer.Ordinal)]);
    }
}

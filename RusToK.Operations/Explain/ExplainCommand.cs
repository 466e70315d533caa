using System.CommandLine;
using RusToK.Embedded.Tools;
using RusToK.Operations.Live;

namespace RusToK.Operations.Explain;

/// <summary><c>explain ALERT</c>: what happened, and which component it most likely is.</summary>
internal static class ExplainCommand
{
    public static Command Create(TimeProvider clock)
    {
        var alert = new Argument<string>("ALERT") { Description = "Its name, such as ApiLatencyBurnsFast." };
        var at = new Option<DateTimeOffset?>("--at") { Description = "A time in which it fired, such as 2026-01-31T09:00:00Z; now when it is not given." };
        var command = new Command("explain", "Tell what is behind an alert that fires or has fired.") { alert, at, LiveCommand.Prometheus, LiveCommand.Telemetry };
        command.SetLiveAction(async (result, system, output, cancellationToken) =>
        {
            using var prometheus = new PrometheusApi(system.Prometheus);
            using var dashboard = system.Telemetry is { } address ? new DashboardApi(address) : null;
            try
            {
                var explanation = await new Explainer(prometheus, dashboard, RepositoryRoot.Path)
                    .ExplainAsync(result.GetRequiredValue(alert), result.GetValue(at) ?? clock.GetUtcNow(), cancellationToken);
                await output.WriteAsync(ExplanationText.Render(explanation));
                return 0;
            }
            catch (UnknownAlertException unknown)
            {
                await result.InvocationConfiguration.Error.WriteLineAsync(unknown.Message);
                return 1;
            }
        });
        return command;
    }
}

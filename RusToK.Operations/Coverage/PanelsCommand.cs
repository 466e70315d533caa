using System.CommandLine;
using System.Text.Json;
using RusToK.Operations.Live;

namespace RusToK.Operations.Coverage;

/// <summary><c>panels</c>: whether the running system fills what dashboards and rules ask for.</summary>
internal static class PanelsCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command("panels", "Ask every panel and every rule of the running system; exit with 1 when a panel is dead.") { json, LiveCommand.Prometheus };
        command.SetLiveAction(async (result, system, output, cancellationToken) =>
        {
            using var prometheus = new PrometheusApi(system.Prometheus);
            var report = await new CoverageCheck(prometheus).RunAsync(cancellationToken);
            await output.WriteAsync(result.GetValue(json) ? JsonSerializer.Serialize(report, Web) + "\n" : CoverageText.Render(report));
            return report.HasDead ? 1 : 0;
        });
        return command;
    }
}

using System.CommandLine;
using System.Text.Json;
using RusToK.Operations.Live;

namespace RusToK.Operations.Budget;

/// <summary><c>slo</c>: what is left of each promise of the running system.</summary>
internal static class SloCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create(TimeProvider clock)
    {
        var json = new Option<bool>("--json") { Description = "As JSON." };
        var command = new Command("slo", "Print what is left of the error budget of each promise, and how fast it goes.") { json, LiveCommand.Prometheus };
        command.SetLiveAction(async (result, system, output, cancellationToken) =>
        {
            using var prometheus = new PrometheusApi(system.Prometheus);
            var budgets = await new BudgetReader(prometheus).ReadAsync(cancellationToken);
            await output.WriteAsync(result.GetValue(json) ? JsonSerializer.Serialize(budgets, Web) + "\n" : BudgetTable.Render(budgets, clock.GetUtcNow()));
            return 0;
        });
        return command;
    }
}

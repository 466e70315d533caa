using System.CommandLine;
using RusToK.Benchmarks.Telemetry.Layers;
using RusToK.Benchmarks.Telemetry.Load;
using RusToK.Benchmarks.Telemetry.Reporting;

string[] parts = ["layers", "throughput", "backends"];
Option<string[]> only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => parts, Description = "parts to run: " + string.Join(", ", parts) };
only.AcceptOnlyFromAmong(parts);
Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 11, Description = "interleaved rounds" };
Option<int> warmUp = new("--warm-up") { DefaultValueFactory = _ => 6, Description = "rounds before them that are not measured" };
Option<int> slices = new("--slices") { DefaultValueFactory = _ => 6, Description = "parts of a turn, between which the others have theirs" };
Option<int> reads = new("--reads") { DefaultValueFactory = _ => 3_000, Description = "lists read in a turn" };
Option<int> writes = new("--writes") { DefaultValueFactory = _ => 600, Description = "nodes created in a turn" };
Option<int> clients = new("--clients") { DefaultValueFactory = _ => 8, Description = "clients, each of which waits for its answer before it asks again" };
Option<string?> json = new("--json") { Description = "file to write every round's numbers to" };
RootCommand command = new("Measures what telemetry costs: an operation of each layer, the whole API, and the API beside a backend that does not work.")
{
    only, warmUp, rounds, slices, reads, writes, clients, json,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    var chosen = parsed.GetValue(only)!;
    var plan = new LoadPlan(parsed.GetValue(warmUp), parsed.GetValue(rounds), parsed.GetValue(slices), parsed.GetValue(reads), parsed.GetValue(writes), parsed.GetValue(clients));
    var report = new Report("telemetry", args);
    if (chosen.Contains("layers"))
        await LayerTournament.RunAsync(plan.Rounds, report, cancellationToken);
    if (chosen.Contains("throughput") || chosen.Contains("backends"))
    {
        await using var system = await SystemUnderTest.StartAsync(cancellationToken);
        if (chosen.Contains("throughput"))
            await ThroughputTournament.RunAsync(system, plan, report, cancellationToken);
        if (chosen.Contains("backends"))
            await BackendTournament.RunAsync(system, plan, report, cancellationToken);
    }

    if (parsed.GetValue(json) is { } file)
        await report.WriteAsync(file, cancellationToken);
    return 0;
});
return await command.Parse(args).InvokeAsync();

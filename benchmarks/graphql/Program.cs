using System.CommandLine;
using RusToK.Benchmarks.GraphQL;
using RusToK.Benchmarks.GraphQL.Contestants;
using RusToK.Benchmarks.GraphQL.Load;
using RusToK.Benchmarks.GraphQL.Servers;
using RusToK.Benchmarks.GraphQL.Settings;
using RusToK.Benchmarks.Telemetry.Reporting;

string[] names = [.. ProductQuestion.All.Select(q => q.Name)];
Option<string[]> only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => names, Description = "questions to ask: " + string.Join(", ", names) };
only.AcceptOnlyFromAmong(names);
Option<string[]> contestants = new("--contestants") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [""], Description = "parts of the names of those that take part, or with --settings of the settings; the yardsticks always do" };
Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 7, Description = "interleaved rounds" };
Option<int> warmUp = new("--warm-up") { DefaultValueFactory = _ => 6, Description = "rounds before them that are not measured" };
Option<int> slices = new("--slices") { DefaultValueFactory = _ => 2, Description = "parts of a turn, between which the others have theirs" };
Option<int> milliseconds = new("--milliseconds") { DefaultValueFactory = _ => 500, Description = "duration of a part" };
Option<int> connections = new("--connections") { DefaultValueFactory = _ => 32, Description = "connections, each of which waits for its answer before it asks again" };
Option<int> products = new("--products") { DefaultValueFactory = _ => 10_000, Description = "size of the catalog" };
Option<bool> settings = new("--settings") { Description = "instead of all that: the API under each setting of its runtime" };
Option<string?> json = new("--json") { Description = "file to write every round's numbers to" };
Argument<string> kind = new("kind");
Command serve = new("serve", "Is a contestant: what the benchmark starts.") { kind };
serve.Hidden = true;
serve.SetAction((parsed, cancellationToken) => parsed.GetValue(kind) switch
{
    StaticServer.Kind => StaticServer.RunAsync(cancellationToken),
    BareServer.Kind => BareServer.RunAsync(cancellationToken),
    var other => throw new ArgumentException($"There is no contestant '{other}'."),
});
RootCommand command = new("Measures GraphQL over HTTP against a server that sends the same bytes and one that asks the same tables by hand.")
{
    only, contestants, rounds, warmUp, slices, milliseconds, connections, products, settings, json, serve,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    var plan = new LoadPlan(
        parsed.GetValue(warmUp), parsed.GetValue(rounds), parsed.GetValue(slices), TimeSpan.FromMilliseconds(parsed.GetValue(milliseconds)), parsed.GetValue(connections));
    var report = new Report("graphql", args);
    await using var system = await SystemUnderTest.StartAsync(parsed.GetValue(products), cancellationToken);
    if (parsed.GetValue(settings))
    {
        await SettingsTournament.RunAsync(system, parsed.GetValue(contestants)!, plan, report, cancellationToken);
    }
    else
    {
        await system.StartApisAsync(cancellationToken);
        foreach (var question in ProductQuestion.All.Where(q => parsed.GetValue(only)!.Contains(q.Name)))
            await Tournament.RunAsync(system, question, parsed.GetValue(contestants)!, plan, report, cancellationToken);
    }

    if (parsed.GetValue(json) is { } file)
        await report.WriteAsync(file, cancellationToken);
    return 0;
});
return await command.Parse(args).InvokeAsync();

using System.CommandLine;
using RusToK.Benchmarks.GraphQL;
using RusToK.Benchmarks.Startup;
using RusToK.Benchmarks.Telemetry.Reporting;

Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 7, Description = "interleaved starts of each contestant" };
Option<int> products = new("--products") { DefaultValueFactory = _ => 10_000, Description = "size of the catalog" };
Option<string?> json = new("--json") { Description = "file to write every start's numbers to" };
RootCommand command = new("Measures how long the API takes from the start of its process to its first answer, and what memory it has then.") { rounds, products, json };
command.SetAction(async (parsed, cancellationToken) =>
{
    using var builds = new Builds();
    var contestants = await Contestant.AllAsync(builds, cancellationToken);
    await using var system = await SystemUnderTest.StartAsync(parsed.GetValue(products), cancellationToken);
    var starts = contestants.ToDictionary(contestant => contestant, _ => new List<MeasuredStart>());
    for (var round = -1; round < parsed.GetValue(rounds); round++)
        for (var place = 0; place < contestants.Count; place++)
        {
            var contestant = contestants[(place + round + 1) % contestants.Count];
            var start = await MeasuredStart.RunAsync(contestant, system, cancellationToken);
            // The first of each fills the operating system's cache of files.
            if (round >= 0)
                starts[contestant].Add(start);
        }

    var report = new Report("startup", args);
    StartupTable.Print(starts, report);
    if (parsed.GetValue(json) is { } file)
        await report.WriteAsync(file, cancellationToken);
    return 0;
});
return await command.Parse(args).InvokeAsync();

using System.CommandLine;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;
using RusToK.Embedded.Topology;
using RusToK.Lab;
using RusToK.Lab.Faults;
using RusToK.Lab.Report;
using RusToK.Lab.Running;
using RusToK.Operations;

var faults = new Argument<string[]>("fault") { Description = "Which faults, in this order; all by default", Arity = ArgumentArity.ZeroOrMore };
faults.AcceptOnlyFromAmong([.. LabCatalogue.All.Select(fault => fault.Name)]);
var list = new Option<bool>("--list") { Description = "Print the faults and the alert that each has to raise, and nothing else" };
var calm = new Option<double>("--calm") { Description = "Minutes to look on before the first fault: no alert may fire", DefaultValueFactory = _ => 0 };
var divisor = new Option<double>("--divisor") { Description = "By what the durations of all rules are divided, at least 1", DefaultValueFactory = _ => 60 };
var json = new Option<FileInfo?>("--json") { Description = "Where to write the report as JSON; lab.json in the lab's folder by default" };
var root = new RootCommand("Starts the system with short rules, makes one fault after the other, and reports what was told of each.") { faults, list, calm, divisor, json };
root.SetAction(async (arguments, _) =>
{
    if (arguments.GetValue(list))
    {
        foreach (var fault in LabCatalogue.All)
            Console.WriteLine($"{fault.Name,-22} {fault.Alert,-28} {fault.Does}");
        return 0;
    }

    var asked = arguments.GetValue(faults) is { Length: > 0 } names ? names : [.. LabCatalogue.All.Select(fault => fault.Name)];
    using var state = new StateDirectory(Path.Combine(RepositoryRoot.StatePath, "lab"));
    await using var log = TextWriter.Synchronized(new StreamWriter(Path.Combine(state.Path, "lab.log")) { AutoFlush = true });
    try
    {
        await using var topology = await EmbeddedTopology.ClaimAsync(state, fresh: true, log);
        await using var system = await LabSystem.ComposeAsync(topology, state, new Timing(arguments.GetValue(divisor), TimeSpan.FromSeconds(1)));
        return await topology.RunAsync(async cancellationToken =>
        {
            var report = await new Laboratory(system, line => Console.WriteLine($"{DateTime.Now:HH:mm:ss} {line}")).RunAsync(
                [.. asked.Select(name => LabCatalogue.All.Single(fault => fault.Name == name))], TimeSpan.FromMinutes(arguments.GetValue(calm)), arguments.GetValue(divisor), cancellationToken);
            var file = arguments.GetValue(json)?.FullName ?? Path.Combine(state.Path, "lab.json");
            await File.WriteAllTextAsync(file, ReportText.Json(report), cancellationToken);
            Console.WriteLine();
            Console.Write(ReportText.Table(report));
            Console.WriteLine($"The report is in {file}, what the processes said in {Path.Combine(state.Path, "lab.log")}.");
            return report.IsAsExpected ? 0 : 1;
        });
    }
    catch (Exception error) when (error is InvalidOperationException or ToolMissingException or FileNotFoundException or ServerStartException)
    {
        await Console.Error.WriteLineAsync(error.Message);
        return 1;
    }
});
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

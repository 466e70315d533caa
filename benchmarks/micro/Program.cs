using System.CommandLine;
using RusToK.Benchmarks.Micro;
using RusToK.Benchmarks.Micro.Reporting;
using RusToK.Benchmarks.Micro.Running;

Option<string[]> only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. Suite.Names], Description = "what to measure: " + string.Join(", ", Suite.Names) };
only.AcceptOnlyFromAmong([.. Suite.Names]);
Option<bool> quick = new("--quick") { Description = "a few short iterations: shows that everything runs, its numbers are for nobody to quote" };
Option<string?> json = new("--json") { Description = "file to write the numbers to" };
RootCommand command = new("Measures hot paths of the product, each by what it would cost bare: nanoseconds and bytes of one operation on one thread.")
{
    only, quick, json,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    var run = MicroRun.Of(parsed.GetValue(only)!, parsed.GetValue(quick), cancellationToken);
    ResultTable.Print(run.Comparisons);
    if (parsed.GetValue(json) is { } file)
        await ResultFile.WriteAsync(file, run.Comparisons, cancellationToken);
    foreach (var failure in run.Failures)
        await Console.Error.WriteLineAsync($"failed: {failure}");
    return run.Failures.Count == 0 ? 0 : 1;
});
return await command.Parse(args).InvokeAsync();

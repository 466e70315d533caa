using System.CommandLine;
using RusToK.Lab.Faults;

namespace RusToK.Lab;

/// <summary>The lab's command line.</summary>
internal static class LabCommand
{
    private const double LongestCalmMinutes = 24 * 60;
    private const double LargestDivisor = 1000;

    public static RootCommand Create()
    {
        var faults = new Argument<string[]>("fault") { Description = "Which faults, in this order; all by default", Arity = ArgumentArity.ZeroOrMore };
        faults.AcceptOnlyFromAmong([.. LabCatalogue.All.Select(fault => fault.Name)]);
        var list = new Option<bool>("--list") { Description = "Print the faults and the alert that each has to raise, and do nothing" };
        var calm = Number("--calm", "Minutes to look on before the first fault: no alert may fire", 0, 0, LongestCalmMinutes);
        var onlyCalm = new Option<bool>("--no-faults") { Description = "Only look on" };
        var divisor = Number("--divisor", "By what the durations of all rules are divided", 60, 1, LargestDivisor);
        var json = new Option<FileInfo?>("--json") { Description = "Where to write the report as JSON; lab.json in the lab's folder by default" };
        var root = new RootCommand("Starts the system with short rules, makes one fault after the other, and reports what was told of each.")
        {
            faults, list, calm, onlyCalm, divisor, json,
        };
        root.SetAction(async (arguments, _) =>
        {
            if (arguments.GetValue(list))
                return List(arguments.InvocationConfiguration.Output);
            var asked = arguments.GetValue(faults) is { Length: > 0 } names ? names.Select(name => LabCatalogue.All.Single(fault => fault.Name == name)) : LabCatalogue.All;
            return await LabRun.RunAsync(
                new LabOptions(
                    arguments.GetValue(onlyCalm) ? [] : [.. asked], TimeSpan.FromMinutes(arguments.GetValue(calm)), arguments.GetValue(divisor), arguments.GetValue(json)?.FullName),
                arguments.InvocationConfiguration.Output);
        });
        return root;
    }

    private static int List(TextWriter output)
    {
        foreach (var fault in LabCatalogue.All)
            output.WriteLine($"{fault.Name,-22} {fault.Alert,-28} {fault.Does}");
        return 0;
    }

    private static Option<double> Number(string name, string what, double usual, double lowest, double highest)
    {
        var option = new Option<double>(name) { Description = $"{what}, {lowest} to {highest}", DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(double.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest))
                result.AddError($"{name} is {token.Value} and must be a number from {lowest} to {highest}.");
        });
        return option;
    }
}

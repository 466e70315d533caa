using System.CommandLine;
using RusToK.Benchmarks.Mixed;
using RusToK.Benchmarks.Mixed.Modes;
using RusToK.Benchmarks.Mixed.Running;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;

MixedOptions usual = new();
Option<double?> rate = new("--rate") { Description = "arrivals a second of a run at one rate, or of the soak; half of the knee by default" };
Option<double> seconds = new("--seconds") { DefaultValueFactory = _ => usual.Seconds, Description = "seconds at that rate, or of the overload" };
Option<bool> knee = new("--knee") { Description = "only look for the knee" };
Option<bool> overload = new("--overload") { Description = "offer twice the capacity, then half of it" };
Option<double?> capacity = new("--capacity") { Description = "arrivals a second that the overload takes for the capacity; the knee by default" };
Option<double?> soak = new("--soak") { Description = "minutes at one rate; compares what the processes hold at the beginning and at the end" };
Option<int> tenants = new("--tenants") { DefaultValueFactory = _ => usual.Tenants, Description = "tenants" };
Option<int> products = new("--products") { DefaultValueFactory = _ => usual.Products, Description = "products of each tenant" };
Option<double> skew = new("--skew") { DefaultValueFactory = _ => usual.Skew, Description = "exponent of the tenants' popularity by Zipf's law; 0 for none" };
Option<int> apis = new("--apis") { DefaultValueFactory = _ => usual.Apis, Description = "API processes" };
Option<int> workers = new("--workers") { DefaultValueFactory = _ => usual.Workers, Description = "worker processes" };
Option<double> warmUp = new("--warm-up") { DefaultValueFactory = _ => usual.WarmUp, Description = "seconds of load before anything is measured, unless the processes have compiled what they run before" };
Option<double> start = new("--start") { DefaultValueFactory = _ => usual.Start, Description = "arrivals a second of the warm-up and of the knee's first step" };
Option<double> stepSeconds = new("--step-seconds") { DefaultValueFactory = _ => usual.StepSeconds, Description = "seconds of a step of the knee" };
Option<double> bound = new("--bound") { DefaultValueFactory = _ => usual.Bound, Description = "milliseconds of the 99th percentile beyond which a step is too much" };
Option<int> inFlight = new("--in-flight") { DefaultValueFactory = _ => usual.InFlight, Description = "requests that wait at once; further arrivals are refused by the client" };
Option<int> seed = new("--seed") { DefaultValueFactory = _ => usual.Seed, Description = "of who comes when" };
Option<string?> json = new("--json") { Description = "file to write everything to; a page with the tables is written beside it" };
RootCommand command = new("Puts an open-loop load of readers, buyers and editors of many tenants on the whole system. Without options: the knee, then a run at half of it.")
{
    rate, seconds, knee, overload, capacity, soak, tenants, products, skew, apis, workers, warmUp, start, stepSeconds, bound, inFlight, seed, json,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    var mode = parsed.GetValue(soak) is not null ? Mode.Soak : parsed.GetValue(overload) ? Mode.Overload : parsed.GetValue(knee) ? Mode.Knee : Mode.Rate;
    MixedOptions options = new()
    {
        Tenants = parsed.GetValue(tenants),
        Products = parsed.GetValue(products),
        Skew = parsed.GetValue(skew),
        Apis = parsed.GetValue(apis),
        Workers = parsed.GetValue(workers),
        Rate = parsed.GetValue(rate),
        Seconds = parsed.GetValue(seconds),
        WarmUp = parsed.GetValue(warmUp),
        Start = parsed.GetValue(start),
        StepSeconds = parsed.GetValue(stepSeconds),
        Bound = parsed.GetValue(bound),
        InFlight = parsed.GetValue(inFlight),
        Seed = parsed.GetValue(seed),
    };
    var report = new MixedReport { Options = options };
    try
    {
        return await MixedSystem.RunAsync(options, async (system, stop) =>
        {
            var result = await new MixedRun(system, options, report).RunAsync(mode, parsed.GetValue(capacity), parsed.GetValue(soak) ?? 0, stop);
            if (parsed.GetValue(json) is { } file)
                await report.WriteAsync(file, args, stop);
            return result;
        }, cancellationToken);
    }
    catch (Exception error) when (error is InvalidOperationException or ToolMissingException or FileNotFoundException or ServerStartException)
    {
        await Console.Error.WriteLineAsync(error.Message);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync();

using System.CommandLine;
using RusToK.Benchmarks.Growth;
using RusToK.Benchmarks.Growth.Events;
using RusToK.Benchmarks.Growth.Parts;
using RusToK.Benchmarks.Telemetry.Reporting;

string[] parts = [SizesPart.Products, SizesPart.Tenants, EventsPart.Name, ReplicasPart.Name];
Option<string[]> only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => parts, Description = "parts to run: " + string.Join(", ", parts) };
only.AcceptOnlyFromAmong(parts);
Option<int> products = new("--products") { DefaultValueFactory = _ => 1_000_000, Description = $"of the larger catalog; the smaller one has {GrowthPlan.FewProducts}" };
Option<int> tenants = new("--tenants") { DefaultValueFactory = _ => 1_000, Description = "where there are many of them" };
Option<int> productsPerTenant = new("--products-per-tenant") { DefaultValueFactory = _ => 100, Description = "the same for one tenant and for many" };
Option<int> events = new("--events") { DefaultValueFactory = _ => 20_000, Description = "in the log at the end" };
Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 5, Description = "interleaved rounds" };
Option<int> warmUp = new("--warm-up") { DefaultValueFactory = _ => 6, Description = "rounds before them that are not measured" };
Option<int> requests = new("--requests") { DefaultValueFactory = _ => 1_000, Description = "of a round, to each" };
Option<int> slices = new("--slices") { DefaultValueFactory = _ => 2, Description = "parts of a round, between which the others have theirs" };
Option<int> connections = new("--connections") { DefaultValueFactory = _ => 4, Description = "connections, each of which waits for its answer before it asks again" };
Option<string?> json = new("--json") { Description = "file to write every round's numbers to" };
RootCommand command = new("Measures how costs grow with products, tenants, events and replicas.")
{
    only, products, tenants, productsPerTenant, events, rounds, warmUp, requests, slices, connections, json,
};
command.SetAction(async (parsed, cancellationToken) =>
{
    var plan = new GrowthPlan(
        parsed.GetValue(products), parsed.GetValue(tenants), parsed.GetValue(productsPerTenant), parsed.GetValue(events),
        parsed.GetValue(warmUp), parsed.GetValue(rounds), parsed.GetValue(requests), parsed.GetValue(slices), parsed.GetValue(connections));
    var report = new Report("growth", args);
    var acceptance = new Acceptance();
    foreach (var part in parts.Where(parsed.GetValue(only)!.Contains))
        await (part switch
        {
            SizesPart.Products => SizesPart.RunProductsAsync(plan, report, acceptance, cancellationToken),
            SizesPart.Tenants => SizesPart.RunTenantsAsync(plan, report, acceptance, cancellationToken),
            EventsPart.Name => EventsPart.RunAsync(plan, report, acceptance, cancellationToken),
            _ => ReplicasPart.RunAsync(plan, report, cancellationToken),
        });
    acceptance.Print(report);
    if (parsed.GetValue(json) is { } file)
        await report.WriteAsync(file, cancellationToken);
    return 0;
});
return await command.Parse(args).InvokeAsync();

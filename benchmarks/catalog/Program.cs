using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using RusToK.Benchmarks.Catalog;
using RusToK.Embedded;
using Spectre.Console;

Option<int[]> sizes = new("--products") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [10_000, 100_000, 1_000_000], Description = "sizes of the catalog" };
Option<int> rounds = new("--rounds") { DefaultValueFactory = _ => 200, Description = "times each list is read, within 15 s" };
Option<double> seconds = new("--seconds") { DefaultValueFactory = _ => 8, Description = "how long orders are placed, each way; 0 to leave them out" };
RootCommand command = new("Measures how long lists of products take, by the size of the catalog, and how fast orders are placed.") { sizes, rounds, seconds };
command.SetAction(async (parsed, cancellationToken) =>
{
    await using var servers = await EmbeddedServers.StartAsync(
        new EmbeddedServersOptions { MaxConnections = 50, Redis = false, SharedBuffers = "1GB" }, cancellationToken);
    var columns = new List<(int Products, Dictionary<string, Latency> Latencies)>();
    foreach (var products in parsed.GetValue(sizes)!)
    {
        await using var database = await CatalogDatabase.CreateAsync(servers, $"catalog_{products}", cancellationToken);
        var filled = Stopwatch.StartNew();
        await CatalogGenerator.FillAsync(database.Superuser, Scenario.Tenant, products, cancellationToken);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{products:N0} products generated in {filled.Elapsed.TotalSeconds:F0} s"));
        columns.Add((products, await Measurement.RunAsync(database.App, parsed.GetValue(rounds), cancellationToken)));
    }

    var table = new Table().AddColumn("page of 20, p05 / p50 / p95 in ms");
    foreach (var (products, _) in columns)
        table.AddColumn(new TableColumn(products.ToString("N0", CultureInfo.InvariantCulture)).RightAligned());
    foreach (var scenario in Scenario.All)
        table.AddRow([scenario.Name, .. columns.Select(c => c.Latencies[scenario.Name].ToString())]);
    AnsiConsole.Write(table);
    if (parsed.GetValue(seconds) > 0)
        await OrdersAsync(parsed.GetValue(seconds), cancellationToken);
    return 0;
});
return await command.Parse(args).InvokeAsync();

static async Task OrdersAsync(double seconds, CancellationToken cancellationToken)
{
    // Orders are commits: on a disk that is waited for.
    await using var servers = await EmbeddedServers.StartAsync(new EmbeddedServersOptions { MaxConnections = 60, Redis = false, Durable = true }, cancellationToken);
    await using var database = await CatalogDatabase.CreateAsync(servers, "orders", cancellationToken);
    await CatalogGenerator.FillAsync(database.Superuser, Scenario.Tenant, 2_000, cancellationToken);
    var table = new Table().AddColumn("32 buyers").AddColumn(new TableColumn("orders").RightAligned());
    foreach (var (name, result) in await OrderMeasurement.RunAsync(database, database.AppConnectionString, seconds, cancellationToken))
        table.AddRow(name, result);
    AnsiConsole.Write(table);
}

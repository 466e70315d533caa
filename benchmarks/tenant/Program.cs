using System.Globalization;
using RusToK.Benchmarks.Tenant;

// What it costs that PostgreSQL itself keeps tenants apart: arguments are the number of rounds and of reads in each.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var reads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20_000;
await using var database = await TenantDatabase.StartAsync(CancellationToken.None);
var results = await Tournament.RunAsync(database, rounds, reads);
Tournament.Print(results, rounds, reads);

using System.Diagnostics;
using System.Globalization;
using Npgsql;
using RusToK.Core.Persistence;

namespace RusToK.Benchmarks.Tenant;

/// <summary>The contestants in turns, each round in a shifted order, on one connection each.</summary>
internal static class Tournament
{
    private const int WarmUp = 500;

    /// <returns>Microseconds per read, of each contestant in each round.</returns>
    public static async Task<Dictionary<Contestant, List<double>>> RunAsync(TenantDatabase database, int rounds, int reads)
    {
        var results = Contestant.All.ToDictionary(c => c, _ => new List<double>());
        await using var owner = DataSources.Create(database.Owner);
        await using var app = DataSources.Create(database.App);
        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < Contestant.All.Count; turn++)
            {
                var contestant = Contestant.All[(turn + round) % Contestant.All.Count];
                await using var connection = await (contestant.AsOwner ? owner : app).OpenConnectionAsync();
                await ReadAsync(contestant, connection, database, WarmUp);
                var started = Stopwatch.GetTimestamp();
                await ReadAsync(contestant, connection, database, reads);
                results[contestant].Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds / reads);
            }
        }

        return results;
    }

    public static void Print(Dictionary<Contestant, List<double>> results, int rounds, int reads)
    {
        var yardstick = results[Contestant.All[0]];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"medians of {rounds} rounds of {reads:N0} reads by primary key, one connection"));
        Console.WriteLine("| tenant told by | round trips | us per read (lowest-highest) | x no isolation |");
        Console.WriteLine("| --- | ---: | ---: | ---: |");
        foreach (var (contestant, values) in results)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {contestant.Name} | {contestant.RoundTrips} | {Median(values):N1} ({values.Min():N1}-{values.Max():N1}) | {Median(values.Zip(yardstick, (a, b) => a / b)):N2} |"));
    }

    /// <exception cref="InvalidOperationException">A node was not found: nothing is timed that does not answer right.</exception>
    private static async Task ReadAsync(Contestant contestant, NpgsqlConnection connection, TenantDatabase database, int reads)
    {
        for (var i = 0; i < reads; i++)
        {
            var (tenant, node) = database.Keys[i % database.Keys.Count];
            if (await contestant.ReadAsync(connection, tenant, node) != 1)
                throw new InvalidOperationException($"'{contestant.Name}' does not see node {node} of tenant {tenant}.");
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

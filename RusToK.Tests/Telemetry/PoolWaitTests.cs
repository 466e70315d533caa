using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>Npgsql's own metrics are what <c>/metrics</c> has of a pool; the product makes none beside them (ADR 0081).</summary>
public sealed class PoolWaitTests(SpineFixture spine)
{
    private readonly string _pool = $"waited-for-{Guid.NewGuid():N}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("db.client.connection.npgsql.pending_requests")]
    public async Task Whoever_waits_for_a_connection_of_a_pool_is_in_what_is_scraped()
    {
        // A wait that began before anybody listened is in nobody's sum.
        await spine.SharedApiAsync();
        await using var source = await PoolOfOneAsync();
        var held = await source.OpenConnectionAsync(Cancellation);

        var first = source.OpenConnectionAsync(Cancellation).AsTask();
        var second = source.OpenConnectionAsync(Cancellation).AsTask();

        await ScrapedAsync("db_client_connection_npgsql_pending_requests", 2);
        await held.DisposeAsync();
        await (await await Task.WhenAny(first, second)).DisposeAsync();
        await Task.WhenAll(first, second);
        await ScrapedAsync("db_client_connection_npgsql_pending_requests", 0);
    }

    [Fact]
    [Proves("db.client.connection.count")]
    [Proves("db.client.connection.max")]
    [Proves("db.client.operation.duration")]
    public async Task Connections_are_counted_by_whether_they_are_used_and_statements_are_timed()
    {
        await using var source = await PoolOfOneAsync();
        await using (var connection = await source.OpenConnectionAsync(Cancellation))
        {
            await ScrapedAsync("db_client_connection_count", 1, "used");
            await ScrapedAsync("db_client_connection_max", 1);
            await using var command = new NpgsqlCommand("SELECT pg_sleep(0.05)", connection);
            for (var i = 0; i < 3; i++)
                await command.ExecuteNonQueryAsync(Cancellation);
        }

        await ScrapedAsync("db_client_connection_count", 1, "idle");
        await ScrapedAsync("db_client_connection_count", 0, "used");
        await ScrapedAsync("db_client_operation_duration_seconds_count", 3);
        Assert.InRange((await ValueAsync("db_client_operation_duration_seconds_sum", null))!.Value, 0.15, 60);
    }

    private async Task<NpgsqlDataSource> PoolOfOneAsync() =>
        new NpgsqlDataSourceBuilder((await spine.CreateDatabaseAsync(Cancellation)).App + ";Maximum Pool Size=1") { Name = _pool }.Build();

    private Task ScrapedAsync(string series, double value, string? state = null) =>
        Eventually.HoldsAsync(async () => await ValueAsync(series, state) == value, Cancellation, $"{series} of the pool is {value}");

    /// <summary>What the API's page has of the pool.</summary>
    private async Task<double?> ValueAsync(string series, string? state)
    {
        var api = await spine.SharedApiAsync();
        var page = await api.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
        var ours = page.Split('\n').Where(line => line.StartsWith(series + "{", StringComparison.Ordinal) && line.Contains(_pool, StringComparison.Ordinal)
            && (state is null || line.Contains($"\"{state}\"", StringComparison.Ordinal)));
        return ours.Select(line => Regex.Match(line, @"\} (?<value>\S+)")).SingleOrDefault() is { Success: true } match
            ? double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture)
            : null;
    }
}

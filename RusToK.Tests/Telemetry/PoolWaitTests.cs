using System.Text.RegularExpressions;
using Npgsql;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class PoolWaitTests(SpineFixture spine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Npgsql's own metric is what <c>/metrics</c> has of a pool that is used up; the product makes none beside it (ADR 0081).</summary>
    [Fact]
    public async Task Whoever_waits_for_a_connection_of_a_pool_is_in_what_is_scraped()
    {
        var (database, api) = (await spine.CreateDatabaseAsync(Cancellation), await spine.SharedApiAsync());
        var pool = $"waited-for-{Guid.NewGuid():N}";
        await using var source = new NpgsqlDataSourceBuilder(database.App + ";Maximum Pool Size=1") { Name = pool }.Build();
        var held = await source.OpenConnectionAsync(Cancellation);

        var first = source.OpenConnectionAsync(Cancellation).AsTask();
        var second = source.OpenConnectionAsync(Cancellation).AsTask();

        await Eventually.HoldsAsync(async () => await WaitingAsync() == "2", Cancellation);
        await held.DisposeAsync();
        await (await await Task.WhenAny(first, second)).DisposeAsync();
        await Task.WhenAll(first, second);
        await Eventually.HoldsAsync(async () => await WaitingAsync() == "0", Cancellation);

        async Task<string?> WaitingAsync()
        {
            var scraped = await api.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation);
            var series = Regex.Match(scraped, $@"(?m)^db_client_connection_npgsql_pending_requests\{{[^\n]*{pool}[^\n]*\}} (\d+)");
            return series.Success ? series.Groups[1].Value : null;
        }
    }
}

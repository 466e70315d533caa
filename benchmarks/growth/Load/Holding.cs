using Npgsql;
using RusToK.Benchmarks.Growth.Databases;
using RusToK.Benchmarks.Mixed.Soak;

namespace RusToK.Benchmarks.Growth.Load;

/// <summary>What a subject holds when it has answered everything.</summary>
/// <param name="Series">Of metrics, that its processes show to Prometheus, in sum.</param>
/// <param name="Connections">To PostgreSQL.</param>
/// <param name="Size">Of its database.</param>
internal sealed record Holding(int Series, long Connections, RedisUse Redis, DatabaseSize Size)
{
    private const string Count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'rustok_app'";

    public static async Task<Holding> OfAsync(Subject subject, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var series = 0;
        foreach (var process in subject.Api.Processes)
            series += (await MetricsPage.ReadAsync(http, process.Address, cancellationToken)).Series;
        NpgsqlDataSource database = subject.Database.Catalog.Superuser;
        await using var count = database.CreateCommand(Count);
        return new Holding(
            series, (long)(await count.ExecuteScalarAsync(cancellationToken))!, await RedisUse.OfAsync(subject.Api.Redis),
            await DatabaseSize.OfAsync(database, cancellationToken));
    }
}

using RusToK.Benchmarks.Growth.Databases;
using RusToK.Benchmarks.GraphQL;
using RusToK.Embedded;
using RusToK.Embedded.Servers;

namespace RusToK.Benchmarks.Growth.Load;

/// <summary>Processes of the API that share a database and a Redis.</summary>
/// <param name="Processes">One, or its replicas.</param>
/// <param name="Redis">Theirs alone.</param>
internal sealed record RunningApi(IReadOnlyList<ProjectProcess> Processes, RedisServer Redis)
{
    /// <param name="servers">The processes end with them.</param>
    /// <param name="database">What is asked.</param>
    /// <param name="caching">Where products are from.</param>
    /// <param name="replicas">How many processes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RunningApi> StartAsync(GrowthServers servers, GrownDatabase database, Caching caching, int replicas, CancellationToken cancellationToken)
    {
        var redis = servers.Add(await EmbeddedServers.StartAsync(new EmbeddedServersOptions { Postgres = false }, cancellationToken)).Redis;
        List<(string, string)> settings = [("RateLimits__Enabled", "false"), ("ConnectionStrings__redis", redis.ConnectionString)];
        if (caching == Caching.Nothing)
            settings.Add(("Caching__Off__0", "products"));
        var processes = new List<ProjectProcess>();
        for (var replica = 0; replica < replicas; replica++)
        {
            var process = servers.Add(new ProjectProcess(
                "RusToK.Api", $"{database.Name}-{caching}-{replica}", ApiEnvironment.Of(servers.Backend.Address, database.Catalog.AppConnectionString, settings)));
            await process.StartAsync(cancellationToken);
            processes.Add(process);
        }

        return new RunningApi(processes, redis);
    }
}

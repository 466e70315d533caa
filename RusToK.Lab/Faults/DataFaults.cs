using Npgsql;
using RusToK.Core.Faults;
using RusToK.Lab.Running;
using StackExchange.Redis;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Lab.Faults;

/// <summary>PostgreSQL, Redis and the caches.</summary>
internal static class DataFaults
{
    private static readonly string[] ApiIsSlow = ["ApiLatencyBurnsFast", "PoolExhausted"];
    private static readonly string[] ApiFails = ["ApiAvailabilityBurnsFast"];
    private static readonly string[] EventsAreLate = ["EventFreshnessBurnsFast", "EventLogNotDraining", "SearchStale", "SnapshotStale"];

    public static IReadOnlyList<LabFault> All { get; } =
    [
        new("database-slow", "PostgreSQL takes 250 ms longer for each statement.", "DatabaseSlow",
            new Culprit($"histogram_quantile(0.95, sum by (db_system_name, le) (rate({DatabaseDuration}_bucket[10s])))", ("db_system_name", "postgresql")),
            Ways.Switched(FaultCatalogue.DatabaseSlow, ("latencySeconds", 0.25)))
        {
            Concluded = "dependency postgresql",
            Consequences = [.. ApiIsSlow, .. EventsAreLate],
        },
        new("database-down", "PostgreSQL is killed and stays down.", "DatabaseUnavailable", Breaker("postgresql"), Ways.HeldDown("postgres"))
        {
            Concluded = "dependency postgresql",
            Consequences = [.. ApiIsSlow, .. ApiFails, .. EventsAreLate, "RelayWithoutLeader", "CircuitBreakerOpen", "TargetDown", "HandlerErrors", "StreamsRefilled"],
        },
        new("database-frozen", "PostgreSQL is stopped: connections stay open and nothing answers.", "DatabaseUnavailable", Breaker("postgresql"), Ways.Frozen("postgres"))
        {
            Concluded = "dependency postgresql",
            Consequences = [.. ApiIsSlow, .. ApiFails, .. EventsAreLate, "RelayWithoutLeader", "CircuitBreakerOpen", "TargetDown", "ServiceDown", "HandlerErrors", "DatabaseSlow", "TenantTakesErrors"],
        },
        new("long-transaction", "Somebody leaves a transaction open that has written.", "LongTransaction", new Culprit(XminAge), LongTransactionAsync)
        {
            Consequences = EventsAreLate,
        },
        new("redis-down", "Redis is killed and stays down.", "RedisUnavailable", Breaker("redis"), Ways.HeldDown("redis"))
        {
            Concluded = "dependency redis",
            Consequences = [.. ApiIsSlow, .. EventsAreLate, "CircuitBreakerOpen", "CacheHitRatioCollapsed", "HandlerErrors", "StreamsRefilled"],
        },
        new("redis-frozen", "Redis is stopped: connections stay open and nothing answers.", "RedisUnavailable", Breaker("redis"), Ways.Frozen("redis"))
        {
            Concluded = "dependency redis",
            Consequences = [.. ApiIsSlow, .. EventsAreLate, "CircuitBreakerOpen", "CacheHitRatioCollapsed", "HandlerErrors", "StreamsRefilled"],
        },
        new("redis-emptied", "Redis loses everything it holds, the streams among it.", "StreamsRefilled", new Culprit($"sum by (dependency) (increase({RelayRepairs}[15s]))", ("dependency", "redis")), EmptyRedisAsync)
        {
            Concluded = "dependency redis",
            Consequences = [.. EventsAreLate, "CacheHitRatioCollapsed", "HandlerErrors"],
        },
        new("cache-cold", "Nothing is found in the caches.", "CacheHitRatioCollapsed",
            new Culprit($"sum by (cache, result) (rate({CacheRequests}{{cache=\"products\"}}[10s]))", ("result", "miss")), Ways.Switched(FaultCatalogue.CacheCold))
        {
            Consequences = [.. ApiIsSlow, .. EventsAreLate, "DatabaseSlow"],
        },
    ];

    /// <summary>The breaker that is open, if only now and then, among those of all dependencies.</summary>
    private static Culprit Breaker(string dependency) => new($"sum by (dependency) (sum_over_time({BreakerState}[10s]))", ("dependency", dependency));

    private static async Task<Ending> LongTransactionAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var connection = await system.Database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("BEGIN; SELECT pg_current_xact_id()", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return async _ => await connection.CloseAsync();
    }

    private static async Task<Ending> EmptyRedisAsync(LabSystem system, CancellationToken cancellationToken)
    {
        var address = system.Address("redis");
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{address.Host}:{address.Port},allowAdmin=true");
        await redis.GetServer(address.Host, address.Port).FlushAllDatabasesAsync();
        return _ => Task.CompletedTask;
    }
}

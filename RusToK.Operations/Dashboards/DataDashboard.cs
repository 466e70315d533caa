using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Panels;

namespace RusToK.Operations.Dashboards;

/// <summary>What the services rest on: PostgreSQL, Redis, the caches, others' services.</summary>
internal static class DataDashboard
{
    public static Dashboard Create() => new(DashboardUids.Data, "RusToK: Data", "PostgreSQL, Redis, caches and breakers: what the services rest on.")
    {
        Rows =
        [
            new("Breakers: who is not asked any more",
                DataPanels.Breakers("State"),
                Panel.Rate("Changes of state", ResilienceInstruments.BreakerTransitions, "dependency, from, to"),
                Panel.Rate("What the strategies did", LibraryMetrics.PollyEvents, "pipeline_name, event_name", "event_name!~\"PipelineExecut.*\"")
                    with { FilledBy = "a call that is repeated, times out or is refused" },
                Panel.Quantiles("Calls with their retries p99", LibraryMetrics.PollyPipeline, "pipeline_name"),
                Panel.Quantiles("Attempts p99", LibraryMetrics.PollyAttempt, "pipeline_name, strategy_name"))
            { Runbook = "circuit-breaker-open" },
            new("PostgreSQL: statements",
                Panel.Rate("Statements", LibraryMetrics.DbDuration, "job", unit: "ops"),
                Panel.Quantiles("Statement latency", LibraryMetrics.DbDuration) with { Limit = 0.1 },
                Panel.Quantiles("Statement latency p99 by process", LibraryMetrics.DbDuration, "job, instance"),
                Panel.Rate("Failed statements", LibraryMetrics.DbFailed, "job, instance"),
                Panel.Sum("Statements under way", LibraryMetrics.DbExecuting, "job, instance"),
                new Panel("Prepared", LibraryMetrics.DbPrepared.Description, GrafanaUnit.Percent,
                    new Query($"avg by (job, instance) ({Expression.Select(LibraryMetrics.DbPrepared.Name)})", "{{job}} {{instance}}")),
                new Panel("Bytes", "What is read from the database and written to it.", "Bps",
                    new Query(Expression.Rate(LibraryMetrics.DbBytesRead), "read"), new Query(Expression.Rate(LibraryMetrics.DbBytesWritten), "written")))
            { Runbook = "database-slow" },
            new("PostgreSQL: connections",
                new Panel("Pool in use", "Part of the pool that is in use. At 100 % requests wait for a connection.", GrafanaUnit.Share,
                    new Query(Expression.Ratio(Expression.Sum(LibraryMetrics.DbConnections, "job, instance", "db_client_connection_state=\"used\""),
                        Expression.Sum(LibraryMetrics.DbConnectionsMax, "job, instance")), "{{job}} {{instance}}")) { Limit = 0.9 },
                Panel.Sum("Connections by state", LibraryMetrics.DbConnections, "job, db_client_connection_state"),
                Panel.Sum("Waiting for a connection", LibraryMetrics.DbWaiting, "job, instance") with { Limit = 1 },
                Panel.Quantiles("Time to connect", LibraryMetrics.DbConnectTime))
            { Runbook = "pool-exhausted" },
            new("PostgreSQL: what holds it back",
                Panel.Level("Oldest open transaction", DatabaseInstruments.XminAge).Saying("Find it in pg_stat_activity, by xact_start.") with { Limit = 300 },
                Panel.Level("Dead rows", DatabaseInstruments.DeadTuples, "table").Saying("Growing for hours: vacuum cannot, mostly because of an old transaction."),
                Panel.Level("Age of the tables' gauges", TableInstruments.SnapshotAge) with { Limit = 120, Runbook = "snapshot-stale" })
            { Runbook = "long-transaction" },
            new("Redis",
                DataPanels.Breakers("Breaker of Redis", "dependency=\"redis\""),
                Panel.Level("Entries of the streams", EventInstruments.StreamLength, "partition") with { Details = DashboardUids.Events },
                Panel.Level("Since the streams were last seen", EventInstruments.StreamSnapshotAge).Saying("The first sign that Redis is away.") with { Limit = 30 },
                Panel.Rate("Messages between caches", CacheInstruments.Messages, "cache, direction"),
                Panel.Rate("Streams filled again", EventInstruments.Repairs, "dependency"))
            { Runbook = "redis-unavailable" },
            new("Caches",
                DataPanels.HitRatio("Hits by cache", "cache"),
                Panel.Rate("Questions by result", CacheInstruments.Requests, "result").Saying("Stale answers: loading fails, and readers are spared it."),
                Panel.Quantiles("Loading p99", CacheInstruments.FactoryDuration, "cache"),
                Panel.Sum("Entries", CacheInstruments.Entries, "cache"),
                Panel.Rate("Evictions", CacheInstruments.Evictions, "cache"))
            { Runbook = "cache-hit-ratio-collapsed" },
            new("Calls out over HTTP",
                Panel.Rate("Calls", LibraryMetrics.HttpClientDuration, "server_address, http_response_status_code"),
                Panel.Quantiles("Call latency p99", LibraryMetrics.HttpClientDuration, "server_address"),
                Panel.Sum("Connections out", LibraryMetrics.HttpClientConnections, "http_connection_state")),
        ],
    };
}

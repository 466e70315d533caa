using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Panels;

namespace RusToK.Operations.Dashboards;

/// <summary>Where one looks first: is it well, and if not, which of the others to open.</summary>
internal static class OverviewDashboard
{
    public static Dashboard Create() => new(DashboardUids.Overview, "RusToK: Overview", "Is it well, and if not, where to look.")
    {
        Rows =
        [
            new("Now",
                new Panel("Processes down", "Processes whose metrics Prometheus cannot read: gone, hanging, or out of reach.", GrafanaUnit.Count,
                    new Query($"sum({Expression.Select("up")} == bool 0)", "down")) { Kind = PanelKind.Stat, Limit = 1, Details = DashboardUids.Telemetry, Runbook = "target-down" },
                new Panel("Firing alerts", "Alerts of every severity, whatever is chosen above.", GrafanaUnit.Count,
                    new Query("count(ALERTS{alertstate=\"firing\"}) or vector(0)", "firing")) { Kind = PanelKind.Stat, Limit = 1, Details = DashboardUids.Slo },
                ApiPanels.FailedOperations("GraphQL failures now") with { Kind = PanelKind.Stat, Limit = 0.001, Details = DashboardUids.Api },
                new Panel("GraphQL p99 now", "99 of 100 operations are faster.", GrafanaUnit.Seconds,
                    new Query(Expression.Quantile(0.99, GraphQLInstruments.OperationDuration), "p99")) { Kind = PanelKind.Stat, Limit = 0.3, Details = DashboardUids.Api },
                EventPanels.FreshnessP99("Freshness p99 now") with { Kind = PanelKind.Stat, Details = DashboardUids.Events },
                Panel.Level("Dead letters waiting", EventInstruments.DeadLetters) with
                {
                    Kind = PanelKind.Stat, Limit = 1, Details = DashboardUids.Events,
                    Queries = [new Query($"sum({Expression.Max(EventInstruments.DeadLetters, "handler, event_type")})", "dead letters")],
                }),
            new("Promises",
                SloPanels.Budgets("Error budgets left") with { Details = DashboardUids.Slo },
                AlertPanels.Now("Alerts") with { Details = DashboardUids.Slo }),
            new("Requests",
                ApiPanels.Requests("Requests by service", "job") with { Details = DashboardUids.Api },
                ApiPanels.FailedOperations("GraphQL failures") with { Limit = 0.001, Details = DashboardUids.Api },
                Panel.Quantiles("GraphQL latency", GraphQLInstruments.OperationDuration) with { Limit = 0.3, Details = DashboardUids.Api }),
            new("Events",
                new Panel("Events in and out", "What the relay publishes and what consumers finish; each event has several consumers. Out falling behind in is a backlog.", GrafanaUnit.PerSecond,
                    new Query(Expression.Rate(EventInstruments.Published), "published"), new Query(Expression.Rate(EventInstruments.Consumed), "handled")) { Details = DashboardUids.Events },
                EventPanels.FreshnessP99("Freshness") with { Details = DashboardUids.Events },
                Panel.Level("Oldest event not in a stream", EventInstruments.LogOldestAge) with { Limit = 30, Details = DashboardUids.Events }),
            new("What it rests on",
                DataPanels.Breakers("Circuit breakers") with { Details = DashboardUids.Data },
                Panel.Quantiles("Statements", LibraryMetrics.DbDuration) with { Details = DashboardUids.Data },
                DataPanels.HitRatio("Cache hits", "") with { Details = DashboardUids.Data }),
            new("Processes",
                ProcessPanels.Cpu("Processor"),
                Panel.Sum("Memory", LibraryMetrics.WorkingSet, "job, instance"),
                Panel.Rate("Telemetry lost", TelemetryInstruments.Dropped, "signal, reason") with { Details = DashboardUids.Telemetry }),
        ],
    };
}

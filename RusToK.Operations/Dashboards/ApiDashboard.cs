using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Operations.Dashboards.Model;
using RusToK.Operations.Dashboards.Panels;

namespace RusToK.Operations.Dashboards;

/// <summary>From the connection to the command.</summary>
internal static class ApiDashboard
{
    public static Dashboard Create() => new(DashboardUids.Api, "RusToK: API and GraphQL", "What callers get: how much, how fast, and how often not.")
    {
        Rows =
        [
            new("HTTP",
                ApiPanels.Requests("Requests by route", "http_route"),
                ApiPanels.Requests("Requests by status", "http_response_status_code"),
                Panel.Share("Requests answered with 5xx", "By route. A route alone: its code. All at once: what it rests on.",
                    LibraryMetrics.HttpServerDuration, "http_response_status_code=~\"5..\"", "http_route", ApiPanels.OfCallers) with { Limit = 0.001 },
                Panel.Quantiles("Latency", LibraryMetrics.HttpServerDuration, where: ApiPanels.OfCallers),
                Panel.Quantiles("Latency p99 by route", LibraryMetrics.HttpServerDuration, "http_route", ApiPanels.OfCallers),
                new Panel("Under way", "Requests being answered, connections that are open, and connections nobody has accepted yet.", GrafanaUnit.Count,
                    new Query(Expression.Sum(LibraryMetrics.HttpServerActive), "requests"), new Query(Expression.Sum(LibraryMetrics.KestrelConnections), "connections"),
                    new Query(Expression.Sum(LibraryMetrics.KestrelQueued), "connections that wait"))),
            new("GraphQL",
                Panel.Rate("Operations by type", GraphQLInstruments.OperationDuration, "graphql_operation_type", unit: "ops"),
                Panel.Rate("Operations by outcome", GraphQLInstruments.OperationDuration, "outcome", unit: "ops"),
                ApiPanels.FailedOperations("Failed operations") with { Limit = 0.001 },
                Panel.Quantiles("Operation latency", GraphQLInstruments.OperationDuration) with { Limit = 0.3 },
                Panel.Quantiles("Operation latency p99 by name", GraphQLInstruments.OperationDuration, "graphql_operation_name"),
                Panel.Rate("Errors by code", GraphQLInstruments.Errors, "code").Saying("INTERNAL is ours; the others are what callers did.")),
            new("Commands",
                Panel.Rate("Content commands by outcome", ContentInstruments.Operations, "operation, outcome", "outcome!=\"ok\"")
                    .Saying("Only what did not end well.") with { FilledBy = "a command that is refused or fails" },
                Panel.Quantiles("Content commands p99", ContentInstruments.OperationDuration, "operation"),
                Panel.Rate("Commerce commands by outcome", CommerceInstruments.Operations, "operation, outcome", "outcome!=\"ok\"")
                    .Saying("Only what did not end well.") with { FilledBy = "a command that is refused or fails" }),
            new("What is kept out",
                Panel.Rate("Over the limit", ResilienceInstruments.RateLimitRejections, "scope"),
                Panel.Rate("No time for", ResilienceInstruments.OverloadRejections, "job, instance").Saying("Answered with 503 and when to come back: the processors are busy."),
                Panel.Quantiles("Wait for a thread", ResilienceInstruments.OverloadQueueDelay, "instance") with { Limit = 0.05 },
                Panel.Rate("Across tenants", TenancyInstruments.Mismatches, "source").Saying("A mistake of a client, or an attempt.")),
            new("Process",
                ProcessPanels.Cpu("Processor"),
                Panel.Sum("Memory", LibraryMetrics.WorkingSet, "job, instance"),
                Panel.Sum("Heap by generation", LibraryMetrics.HeapSize, "job, instance, gc_heap_generation"),
                Panel.Rate("Allocations", LibraryMetrics.Allocated, "job, instance"),
                Panel.Rate("Time in collections", LibraryMetrics.GcPause, "job, instance", unit: GrafanaUnit.Share) with { Limit = 0.1 },
                Panel.Rate("Collections", LibraryMetrics.GcCollections, "gc_heap_generation"),
                Panel.Sum("Work that waits for a thread", LibraryMetrics.ThreadPoolQueue, "job, instance"),
                Panel.Sum("Threads of the pool", LibraryMetrics.ThreadPoolThreads, "job, instance"),
                Panel.Rate("Work done by the pool", LibraryMetrics.ThreadPoolWork, "job, instance"),
                Panel.Rate("Exceptions by type", LibraryMetrics.Exceptions, "error_type"),
                Panel.Rate("Waits for locks", LibraryMetrics.LockContentions, "job, instance")),
        ],
    };
}

using RusToK.Operations.Dashboards;
using static RusToK.Operations.Promql.Series;

namespace RusToK.Operations.Slos;

/// <summary>
/// What is promised. Ratios are made of sums. Bounds of buckets are matched with and without a decimal: they are written <c>2.0</c> in OpenMetrics
/// and <c>2</c> in the older text format.
/// </summary>
internal static class SloCatalogue
{
    private const string Callers = "http_route!~\"/metrics|/health.*\"";
    private const string Graph = "http_route=\"/graphql\"";
    private const string Refused = "http_response_status_code=~\"5..\"";
    private const string Answered = "graphql_operation_type!=\"subscription\", outcome=~\"ok|refused\"";

    public static IReadOnlyList<Slo> All { get; } =
    [
        // A GraphQL operation that fails may be answered with 200 or with 5xx; in the second case both counters have seen it, and the larger counts.
        new("api-availability", 0.999, "rustok-api", DashboardUids.Api, "of the requests failed through a fault of ours",
            range => $"""
                (sum(rate({HttpDuration}_count{Where($"{Callers}, http_route!=\"/graphql\", {Refused}")}[{range}])) or 0 * {Requests(range)})
                  + (max(
                      sum(rate({GraphQLDuration}_count{Where("outcome=\"failed\"")}[{range}]))
                      or label_replace(sum(rate({HttpDuration}_count{Where($"{Graph}, {Refused}")}[{range}])), "status", "5xx", "", "")
                    ) or 0 * {Requests(range)})
                """,
            Requests,
            (good, bad) =>
            [
                ($"{HttpDuration}_count{Where("job=\"rustok-api\", http_route=\"/graphql\", http_response_status_code=\"200\"")}", good),
                ($"{HttpDuration}_count{Where("job=\"rustok-api\", http_route=\"/graphql\", http_response_status_code=\"503\"")}", bad),
                ($"{GraphQLDuration}_count{Where("job=\"rustok-api\", outcome=\"ok\"")}", good),
                ($"{GraphQLDuration}_count{Where("job=\"rustok-api\", outcome=\"failed\"")}", bad),
            ]),
        new("api-latency", 0.99, "rustok-api", DashboardUids.Api, "of the GraphQL operations took longer than 300 ms",
            range => Slower(GraphQLDuration, Answered, @"0\\.3", range),
            range => $"sum(rate({GraphQLDuration}_count{Where(Answered)}[{range}]))",
            (good, bad) => Timed(GraphQLDuration, "job=\"rustok-api\", graphql_operation_type=\"query\", outcome=\"ok\"", "0.3", good, bad)),
        new("event-freshness", 0.99, "rustok-worker", DashboardUids.Events, "of the events were in the read models later than 2 s",
            range => Slower(StageDuration, "stage=\"total\"", @"2(\\.0)?", range),
            range => $"sum(rate({StageDuration}_count{Where("stage=\"total\"")}[{range}]))",
            (good, bad) => Timed(StageDuration, "job=\"rustok-worker\", stage=\"total\", event_type=\"node.published\"", "2.0", good, bad)),
        new("event-delivery", 0.9995, "rustok-worker", DashboardUids.Events, "of the events were given up on",
            range => $"sum(rate({Consumed}{Where("rustok_outcome=\"dead\"")}[{range}])) or 0 * sum(rate({Consumed}[{range}]))",
            range => $"sum(rate({Consumed}[{range}]))",
            (good, bad) =>
            [
                ($"{Consumed}{Where("job=\"rustok-worker\", handler=\"content\", rustok_outcome=\"ok\"")}", good),
                ($"{Consumed}{Where("job=\"rustok-worker\", handler=\"content\", rustok_outcome=\"dead\"")}", bad),
            ]),
        new("webhook-delivery", 0.99, "rustok-worker", DashboardUids.Events, "of the webhook deliveries were not made within ten minutes",
            range => $"sum(rate({WebhookDeliveries}{Where("outcome=~\"late|failed\"")}[{range}])) or 0 * sum(rate({WebhookDeliveries}{Where("outcome!=\"retried\"")}[{range}]))",
            range => $"sum(rate({WebhookDeliveries}{Where("outcome!=\"retried\"")}[{range}]))",
            (good, bad) =>
            [
                ($"{WebhookDeliveries}{Where("job=\"rustok-worker\", outcome=\"delivered\"")}", good),
                ($"{WebhookDeliveries}{Where("job=\"rustok-worker\", outcome=\"failed\"")}", bad),
            ]),
    ];

    private static string Requests(string range) => $"sum(rate({HttpDuration}_count{Where(Callers)}[{range}]))";

    private static string Slower(string histogram, string matchers, string bound, string range) => $"""
        sum(rate({histogram}_count{Where(matchers)}[{range}]))
          - sum(rate({histogram}_bucket{Where($"{matchers}, le=~\"{bound}\"")}[{range}]))
        """;

    private static IReadOnlyList<(string Selector, double PerMinute)> Timed(string histogram, string labels, string bound, double good, double bad) =>
        [($"{histogram}_bucket{Where($"{labels}, le=\"{bound}\"")}", good), ($"{histogram}_count{Where(labels)}", good + bad)];

    private static string Where(string matchers) => "{" + matchers + "}";
}

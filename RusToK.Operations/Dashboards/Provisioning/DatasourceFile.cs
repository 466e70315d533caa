namespace RusToK.Operations.Dashboards.Provisioning;

/// <summary>
/// Grafana's datasources, and the ways between them: from an exemplar of a metric to its trace, and from a span to the metrics of its kind.
/// Addresses come from the environment of Grafana, which knows no defaults in such files; whoever starts it sets them.
/// </summary>
internal static class DatasourceFile
{
    public const string Prometheus = "rustok-prometheus";
    public const string Jaeger = "rustok-jaeger";

    public static GeneratedFile Render() => new("grafana/provisioning/datasources/rustok.yml", $$$"""
        # A dollar that is Grafana's own, and no variable of the environment, is written twice.
        apiVersion: 1

        datasources:
          - name: Prometheus
            uid: {{{Prometheus}}}
            type: prometheus
            access: proxy
            url: $RUSTOK_PROMETHEUS_URL
            isDefault: true
            editable: false
            jsonData:
              httpMethod: POST
              timeInterval: 15s
              manageAlerts: true
              alertmanagerUid: rustok-alertmanager
              exemplarTraceIdDestinations:
                - name: trace_id
                  datasourceUid: {{{Jaeger}}}

          - name: Jaeger
            uid: {{{Jaeger}}}
            type: jaeger
            access: proxy
            url: $RUSTOK_JAEGER_URL
            editable: false
            jsonData:
              nodeGraph:
                enabled: true
              tracesToMetrics:
                datasourceUid: {{{Prometheus}}}
                spanStartTimeShift: -10m
                spanEndTimeShift: 10m
                tags:
                  - key: event.type
                    value: event_type
                  - key: graphql.operation.type
                    value: graphql_operation_type
                queries:
        {{{string.Join('\n', SpanQueries.All.Select(Item))}}}

          - name: Alertmanager
            uid: rustok-alertmanager
            type: alertmanager
            access: proxy
            url: $RUSTOK_ALERTMANAGER_URL
            editable: false
            jsonData:
              implementation: prometheus

        """);

    private static string Item((string Name, string Expression) query) => $"""
                  - name: {query.Name}
                    query: '{query.Expression.Replace("$", "$$", StringComparison.Ordinal)}'
        """;
}

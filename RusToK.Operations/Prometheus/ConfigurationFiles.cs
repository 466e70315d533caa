namespace RusToK.Operations.Prometheus;

/// <summary>
/// The settings of Prometheus wherever the system runs. They differ in how processes are found; that each has the labels <c>job</c>, its service's
/// name, and <c>instance</c> is the same everywhere, as rules and dashboards ask for them.
/// </summary>
public static class ConfigurationFiles
{
    private const string Versions = "Loads in Prometheus 2.42 (Debian 12) and 3.x. Written from RusToK.Operations/Prometheus.";

    private static readonly TimeSpan ElsewhereInterval = TimeSpan.FromSeconds(15);

    /// <summary>Of processes on this machine, which are written into files by whoever starts them.</summary>
    /// <param name="timing">The interval of scrapes and evaluations.</param>
    public static GeneratedFile Local(Timing timing) => new("prometheus/prometheus.yml", Render(
        $"""
        {Versions}
        Targets and their labels (job = service.name, instance = service.instance.id) are files beside this one, written by whoever runs the
        processes; so are the addresses of Alertmanager, and without any the alerts are shown by Prometheus alone.
        """,
        timing.ScrapeInterval,
        yaml => yaml.Line(2, "- file_sd_configs:").Line(4, "- files: [alertmanagers/*.json]"),
        yaml => yaml.Line(2, "file_sd_configs:").Line(3, "- files:").Line(5, "- targets/*.json").Line(4, "refresh_interval: 5s")));

    /// <summary>All that do not depend on a divisor.</summary>
    public static IEnumerable<GeneratedFile> Elsewhere =>
    [
        new("prometheus/prometheus.compose.yml", Render(
            $"""
            {Versions}
            For a Prometheus in a container: the processes run on its host, at the ports that stand here.
            """,
            ElsewhereInterval,
            yaml => yaml.Line(2, "- static_configs:").Line(4, "- targets: [alertmanager:9093]"),
            yaml =>
            {
                yaml.Line(2, "static_configs:");
                foreach (var (service, port) in new[] { ("api", 8080), ("worker", 8081) })
                    yaml.Line(3, $"- targets: [host.docker.internal:{port}]").Line(4, "labels:").Line(5, $"job: rustok-{service}").Line(5, $"instance: {service}-1");
            })),
        new("prometheus/prometheus.services.yml", Render(
            $"""
            {Versions}
            For a Prometheus beside the containers of Docker Compose: every container of the services api and worker, at the port that only metrics have.
            """,
            ElsewhereInterval,
            yaml => yaml.Line(2, "- static_configs:").Line(4, "- targets: [alertmanager:9093]"),
            yaml =>
            {
                yaml.Line(2, "dns_sd_configs:").Line(3, "- names: [api, worker]").Line(4, "type: A").Line(4, "port: 9464").Line(4, "refresh_interval: 15s").Line(2, "relabel_configs:");
                Relabel(yaml, "[__meta_dns_name]", "regex: (.+)", "replacement: rustok-$1", "target_label: job");
                Relabel(yaml, "[__address__]", "target_label: instance");
            })),
        new("prometheus/prometheus.kubernetes.yml", Render(
            $"""
            {Versions}
            For a Prometheus in the cluster: every pod with the annotation prometheus.io/scrape and a label app.kubernetes.io/name, which is its service's
            name, at the port of prometheus.io/port.
            """,
            ElsewhereInterval,
            yaml => yaml.Line(2, "- static_configs:").Line(4, "- targets: [alertmanager-service:9093]"),
            yaml =>
            {
                yaml.Line(2, "kubernetes_sd_configs:").Line(3, "- role: pod").Line(2, "relabel_configs:");
                Relabel(yaml, "[__meta_kubernetes_pod_annotation_prometheus_io_scrape]", "action: keep", "regex: 'true'");
                Relabel(yaml, "[__meta_kubernetes_pod_label_app_kubernetes_io_name]", "action: keep", "regex: rustok-.+");
                Relabel(yaml, "[__meta_kubernetes_pod_phase]", "action: drop", "regex: Succeeded|Failed");
                Relabel(yaml, "[__meta_kubernetes_pod_annotation_prometheus_io_path]", "regex: (.+)", "target_label: __metrics_path__");
                Relabel(yaml, "[__meta_kubernetes_pod_ip, __meta_kubernetes_pod_annotation_prometheus_io_port]", "separator: ':'", "regex: (.+:[0-9]+)", "target_label: __address__");
                Relabel(yaml, "[__meta_kubernetes_pod_label_app_kubernetes_io_name]", "target_label: job");
                Relabel(yaml, "[__meta_kubernetes_pod_name]", "target_label: instance");
                Relabel(yaml, "[__meta_kubernetes_namespace]", "target_label: namespace");
            })),
    ];

    private static string Render(string comment, TimeSpan interval, Action<Yaml> alertmanagers, Action<Yaml> targets)
    {
        var yaml = new Yaml(comment).Line(0, "global:")
            .Line(1, $"scrape_interval: {Timing.Text(interval)}").Line(1, $"scrape_timeout: {Timing.Text(interval < FiveSeconds ? interval : interval - OneSecond)}")
            .Line(1, $"evaluation_interval: {Timing.Text(interval)}")
            .Line(0, "").Line(0, "rule_files:").Line(1, "- rules/*.yml")
            .Line(0, "").Line(0, "alerting:").Line(1, "alertmanagers:");
        alertmanagers(yaml);
        yaml.Line(0, "").Line(0, "scrape_configs:").Line(1, "- job_name: rustok").Line(2, "metrics_path: /metrics");
        targets(yaml);
        return yaml.ToString();
    }

    private static TimeSpan FiveSeconds => TimeSpan.FromSeconds(5);

    private static TimeSpan OneSecond => TimeSpan.FromSeconds(1);

    private static void Relabel(Yaml yaml, string sources, params IEnumerable<string> settings)
    {
        yaml.Line(3, $"- source_labels: {sources}");
        foreach (var setting in settings)
            yaml.Line(4, setting);
    }
}

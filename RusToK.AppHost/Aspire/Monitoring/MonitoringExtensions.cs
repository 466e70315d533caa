using RusToK.AppHost.Publishing;

namespace RusToK.AppHost.Monitoring;

/// <summary>Jaeger, Prometheus, Alertmanager and Grafana; the last three with the repository's own files in their images.</summary>
internal static class MonitoringExtensions
{
    private const string Repository = "..";

    public static Watching AddMonitoring(this IDistributedApplicationBuilder builder, TopologyOptions options)
    {
        if (!options.Monitoring)
            return new Watching(options.OtlpBackend is { } backend ? ReferenceExpression.Create($"{backend.ToString()}") : null, null, null);

        var jaeger = builder.AddJaeger();
        var alertmanager = builder.AddMonitoringImage("alertmanager", 9093, "/-/ready", "/alertmanager")
            .WithArgs("--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager");
        var targets = new ScrapeTargets();
        var prometheus = builder.AddPrometheus(options, targets, alertmanager);
        builder.AddGrafana(jaeger, prometheus, alertmanager);
        return new Watching(ReferenceExpression.Create($"{jaeger.GetEndpoint("otlp")}"), jaeger, targets);
    }

    /// <summary>
    /// Names the process as metrics, rules and dashboards know it, and sends its spans to what watches beside the dashboard, which gets everything as the
    /// orchestrator says.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithTelemetry(this IResourceBuilder<ProjectResource> project, string serviceName, Watching watching)
    {
        project.WithEnvironment("OTEL_SERVICE_NAME", serviceName);
        if (project.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            project
                .WithEnvironment("OTEL_RESOURCE_ATTRIBUTES", $"service.instance.id={project.Resource.Name},deployment.environment.name=development")
                // A consumer that catches up ends thousands of spans at once; the standard queue of 2048 would drop some of them.
                .WithEnvironment("OTEL_BSP_MAX_QUEUE_SIZE", "20000")
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "500");
        }

        if (watching.Traces is { } traces)
        {
            project
                .WithEnvironment("Telemetry__Backends__0__Endpoint", traces)
                .WithEnvironment("Telemetry__Backends__0__Protocol", "Grpc")
                // Jaeger refuses the other signals.
                .WithEnvironment("Telemetry__Backends__0__Signals", "Traces");
        }

        // Where it matters to users, nobody is kept waiting for what only watches.
        return watching.Server is { } server && project.ApplicationBuilder.ExecutionContext.IsRunMode ? project.WaitFor(server) : project;
    }

    /// <summary>Lets the API's pages link a trace to the Aspire dashboard, where there is one.</summary>
    public static IResourceBuilder<ProjectResource> WithTraceLinks(this IResourceBuilder<ProjectResource> project) =>
        project.ApplicationBuilder.Configuration["ASPNETCORE_URLS"]?.Split(';') is [{ Length: > 0 } dashboard, ..] && project.ApplicationBuilder.ExecutionContext.IsRunMode
            ? project.WithEnvironment("Telemetry__TraceUrlTemplate", $"{dashboard.TrimEnd('/')}/traces/detail/{{traceId}}")
            : project;

    private static IResourceBuilder<ContainerResource> AddJaeger(this IDistributedApplicationBuilder builder) =>
        builder.AddContainer("jaeger", ImageVersions.JaegerImage, ImageVersions.Jaeger)
            .WithHttpEndpoint(targetPort: 16686, name: "http")
            .WithEndpoint(targetPort: 4317, scheme: "http", name: "otlp")
            .WithHttpEndpoint(targetPort: 13133, name: "health")
            .WithHttpHealthCheck("/status", endpointName: "health")
            .WithUrlForEndpoint("http", url => url.DisplayText = "Jaeger")
            .WithUrlForEndpoint("otlp", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithUrlForEndpoint("health", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
            .WithHealthProbe(HealthProbe.Http(13133, "/status"))
            .InKubernetes(KubernetesWorkload.Limit)
            .PublishAt(16686);

    private static IResourceBuilder<ContainerResource> AddPrometheus(
        this IDistributedApplicationBuilder builder, TopologyOptions options, ScrapeTargets targets, IResourceBuilder<ContainerResource> alertmanager)
    {
        var prometheus = builder.AddMonitoringImage("prometheus", 9090, "/-/ready", "/prometheus").WaitFor(alertmanager);
        string[] always = ["--storage.tsdb.path=/prometheus", "--storage.tsdb.retention.time=31d", "--enable-feature=exemplar-storage"];
        if (!builder.ExecutionContext.IsRunMode)
            return prometheus.WithArgs([$"--config.file=/etc/prometheus/prometheus.{(options.Publisher == "kubernetes" ? "kubernetes" : "services")}.yml", .. always]).PublishWithDiscovery();
        return prometheus
            .WithArgs(["--config.file=/etc/prometheus/prometheus.yml", .. always])
            .WithContainerFiles("/etc/prometheus/targets", async (context, cancellationToken) =>
                [new ContainerFile { Name = "rustok.json", Contents = await targets.RenderAsync(context.Services, cancellationToken) }])
            .WithContainerFiles("/etc/prometheus/alertmanagers", (_, _) =>
                Task.FromResult<IEnumerable<ContainerFileSystemItem>>([new ContainerFile { Name = "rustok.json", Contents = """[{"targets":["alertmanager:9093"]}]""" }]));
    }

    private static void AddGrafana(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ContainerResource> jaeger, IResourceBuilder<ContainerResource> prometheus,
        IResourceBuilder<ContainerResource> alertmanager) =>
        builder.AddMonitoringImage("grafana", 3000, "/api/health", "/var/lib/grafana")
            .WithEnvironment("RUSTOK_PROMETHEUS_URL", prometheus.GetEndpoint("http"))
            .WithEnvironment("RUSTOK_JAEGER_URL", jaeger.GetEndpoint("http"))
            .WithEnvironment("RUSTOK_ALERTMANAGER_URL", alertmanager.GetEndpoint("http"))
            .WaitFor(jaeger)
            .WaitFor(prometheus);

    /// <summary>A server whose image is built here, of a file that names the version and the repository's files in it.</summary>
    private static IResourceBuilder<ContainerResource> AddMonitoringImage(
        this IDistributedApplicationBuilder builder, string name, int port, string readyPath, string dataPath) =>
        builder.AddDockerfile(name, Repository, $"RusToK.AppHost/Images/{name}.Dockerfile")
            .WithHttpEndpoint(targetPort: port, name: "http")
            .WithVolume($"rustok-{name}", dataPath)
            .WithHttpHealthCheck(readyPath)
            .WithUrlForEndpoint("http", url => url.DisplayText = $"{char.ToUpperInvariant(name[0])}{name[1..]}")
            .WithHealthProbe(HealthProbe.Http(port, readyPath))
            .PublishImage()
            .PublishAt(port);
}

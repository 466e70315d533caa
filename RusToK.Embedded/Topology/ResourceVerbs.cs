using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>The verbs a topology is written with.</summary>
public static class ResourceVerbs
{
    /// <summary>It starts only when the others are ready.</summary>
    public static T WaitFor<T>(this T resource, params IEnumerable<Resource> others)
        where T : Resource
    {
        resource.DependOn(others);
        return resource;
    }

    /// <summary>Sets a variable of its environment.</summary>
    public static T WithEnvironment<T>(this T program, string name, string value)
        where T : ProgramResource
    {
        program.Variables[name] = value;
        return program;
    }

    /// <summary>Sets variables of its environment.</summary>
    public static T WithEnvironments<T>(this T program, IEnumerable<(string Name, string Value)> variables)
        where T : ProgramResource
    {
        foreach (var (name, value) in variables)
            program.WithEnvironment(name, value);
        return program;
    }

    /// <summary>Gives it the connection string of a name.</summary>
    public static T WithConnection<T>(this T program, string name, string connectionString)
        where T : ProgramResource => program.WithEnvironment($"ConnectionStrings__{name}", connectionString);

    /// <summary>Sends its telemetry to the dashboard, when there is one, and waits for that.</summary>
    public static T WithTelemetry<T>(this T program, ServerResource<DashboardServer>? dashboard, string serviceName)
        where T : ProgramResource
    {
        program.WithEnvironment("OTEL_SERVICE_NAME", serviceName);
        return dashboard is null
            ? program
            : program
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", dashboard.Server.OtlpGrpc.GetLeftPart(UriPartial.Authority))
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
                // A consumer that catches up ends thousands of spans at once; the standard queue of 2048 would drop some of them.
                .WithEnvironment("OTEL_BSP_MAX_QUEUE_SIZE", "20000")
                // Somebody watches: the standard 5 s would have them wait for each trace.
                .WithEnvironment("OTEL_BSP_SCHEDULE_DELAY", "500")
                .WaitFor(dashboard);
    }

    /// <summary>Lets its pages show a trace and link it to the dashboard, when there is one.</summary>
    public static T WithTraceLinks<T>(this T program, ServerResource<DashboardServer>? dashboard)
        where T : ProgramResource =>
        dashboard is null
            ? program
            : program
                .WithEnvironment("Telemetry__TraceUrlTemplate", $"{dashboard.Server.Address}traces/detail/{{traceId}}")
                .WithEnvironment("Telemetry__TraceApi", dashboard.Server.TelemetryApi.ToString());
}

using RusToK.Core.Telemetry.Catalogue;

namespace RusToK.Tests.Telemetry.Proof;

/// <summary>A metric of a library that whoever is on call asks for. Its name is the library's, and changes with its version: that is what the proof is for.</summary>
/// <param name="Name">As the library's meter has it.</param>
/// <param name="Series">In Prometheus; of a histogram without the suffix.</param>
/// <param name="Library">Whose it is.</param>
/// <param name="Kind">What it is.</param>
internal sealed record LibraryMetric(string Name, string Series, string Library, InstrumentKind Kind)
{
    private const string Server = "ASP.NET Core";
    private const string Client = "HttpClient";
    private const string Database = "Npgsql";
    private const string Resilience = "Polly";
    private const string Runtime = ".NET";

    /// <summary>What fills it when the traffic of a healthy system does not.</summary>
    public string? FilledBy { get; init; }

    public static IReadOnlyList<LibraryMetric> All { get; } =
    [
        new("http.server.request.duration", "http_server_request_duration_seconds", Server, InstrumentKind.Histogram),
        new("http.server.active_requests", "http_server_active_requests", Server, InstrumentKind.Gauge),
        new("kestrel.active_connections", "kestrel_active_connections", Server, InstrumentKind.Gauge),
        new("http.client.request.duration", "http_client_request_duration_seconds", Client, InstrumentKind.Histogram),
        new("db.client.operation.duration", "db_client_operation_duration_seconds", Database, InstrumentKind.Histogram),
        new("db.client.connection.count", "db_client_connection_count", Database, InstrumentKind.Gauge),
        new("db.client.connection.max", "db_client_connection_max", Database, InstrumentKind.Gauge),
        new("db.client.connection.npgsql.pending_requests", "db_client_connection_npgsql_pending_requests", Database, InstrumentKind.Gauge)
        {
            FilledBy = "a pool of connections that is used up",
        },
        new("resilience.polly.strategy.events", "resilience_polly_strategy_events_total", Resilience, InstrumentKind.Counter)
        {
            FilledBy = "a call over HTTP that fails and is repeated",
        },
        new("resilience.polly.strategy.attempt.duration", "resilience_polly_strategy_attempt_duration_milliseconds", Resilience, InstrumentKind.Histogram)
        {
            FilledBy = "a call over HTTP that may be repeated",
        },
        new("resilience.polly.pipeline.duration", "resilience_polly_pipeline_duration_milliseconds", Resilience, InstrumentKind.Histogram)
        {
            FilledBy = "a call over HTTP that may be repeated",
        },
        new("dotnet.process.cpu.time", "dotnet_process_cpu_time_seconds_total", Runtime, InstrumentKind.Counter),
        new("dotnet.process.memory.working_set", "dotnet_process_memory_working_set_bytes", Runtime, InstrumentKind.Gauge),
        new("dotnet.gc.collections", "dotnet_gc_collections_total", Runtime, InstrumentKind.Counter),
        new("dotnet.gc.pause.time", "dotnet_gc_pause_time_seconds_total", Runtime, InstrumentKind.Counter),
        // The runtime makes it a counter, and so Prometheus has it with a suffix; it goes up and down all the same.
        new("dotnet.thread_pool.queue.length", "dotnet_thread_pool_queue_length_total", Runtime, InstrumentKind.Gauge),
        new("dotnet.exceptions", "dotnet_exceptions_total", Runtime, InstrumentKind.Counter),
    ];
}

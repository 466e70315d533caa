using System.Reflection;
using RusToK.Core.Telemetry.Catalogue;

namespace RusToK.Operations.Dashboards.Model;

/// <summary>The metrics of libraries, of Prometheus and of its scrapes that are shown, under the names that a scrape has them by.</summary>
internal static class LibraryMetrics
{
    private const string Pipelines = "a call out with HttpClient's retries, such as for a trace that GraphiQL shows";

    public static readonly Metric Up = Gauge("up", "{target}", "Whether Prometheus could read the process' metrics.");
    public static readonly Metric ScrapeDuration = Gauge("scrape_duration_seconds", "s", "Time it took Prometheus to read the process' metrics. Near the timeout, data starts to be missing.");
    public static readonly Metric SamplesScraped = Gauge("scrape_samples_scraped", "{sample}", "Samples in the last scrape of a process: what it costs to store.");
    public static readonly Metric SeriesAdded = Gauge("scrape_series_added", "{series}", "Series that the last scrape saw for the first time. Much and for long is a label without bounds.");
    public static readonly Metric TargetInfo = Gauge("target_info", "1", "What a process says of itself.");
    public static readonly Metric Alerts = Gauge("ALERTS", "{alert}", "Alerts that are pending or firing.") with { FilledBy = "an alert" };

    public static readonly Metric HttpServerDuration = Histogram("http_server_request_duration_seconds", "s", "Duration of HTTP requests, from the first byte in to the last byte out.");
    public static readonly Metric HttpServerActive = Gauge("http_server_active_requests", "{request}", "HTTP requests under way.");
    public static readonly Metric KestrelConnections = Gauge("kestrel_active_connections", "{connection}", "Open connections to the process.");
    public static readonly Metric KestrelQueued = Gauge("kestrel_queued_connections", "{connection}", "Connections that wait to be accepted. Not 0 for long: the process has no thread left.");

    public static readonly Metric HttpClientDuration = Histogram("http_client_request_duration_seconds", "s", "Duration of calls out over HTTP: backends of telemetry, webhooks.");
    public static readonly Metric HttpClientConnections = Gauge("http_client_open_connections", "{connection}", "Open connections to others.");

    public static readonly Metric DbDuration = Histogram("db_client_operation_duration_seconds", "s", "Duration of a statement or a batch of them, as the client sees it.");
    public static readonly Metric DbFailed = Counter("db_client_operation_failed_total", "{command}", "Statements that failed; conflicts that are tried again are among them.") with { FilledBy = "a statement that fails" };
    public static readonly Metric DbExecuting = Gauge("db_client_operation_npgsql_executing", "{command}", "Statements under way.");
    public static readonly Metric DbConnections = Gauge("db_client_connection_count", "{connection}", "Connections of the pools, in use and idle.");
    public static readonly Metric DbConnectionsMax = Gauge("db_client_connection_max", "{connection}", "Connections the pools may have.");
    public static readonly Metric DbWaiting = Gauge("db_client_connection_npgsql_pending_requests", "{request}", "Who waits for a connection of the pool.") with
    {
        FilledBy = "a pool that is used up",
    };

    public static readonly Metric DbConnectTime = Histogram("db_client_connection_npgsql_create_time_seconds", "s", "Time it takes to open a connection.") with
    {
        FilledBy = "a connection that is opened, which a pool that has enough of them does not do",
    };

    public static readonly Metric DbPrepared = Gauge("db_client_operation_npgsql_prepared_ratio", "%", "Statements that were prepared before. Low: plans are made again and again.");
    public static readonly Metric DbBytesRead = Counter("db_client_operation_npgsql_bytes_read_bytes_total", "By", "What comes from the database.");
    public static readonly Metric DbBytesWritten = Counter("db_client_operation_npgsql_bytes_written_bytes_total", "By", "What goes to the database.");

    public static readonly Metric PollyPipeline = Histogram("resilience_polly_pipeline_duration_milliseconds", "ms", "Duration of a call with its retries and timeouts.") with { FilledBy = Pipelines };
    public static readonly Metric PollyAttempt = Histogram("resilience_polly_strategy_attempt_duration_milliseconds", "ms", "Duration of one attempt.") with { FilledBy = Pipelines };
    public static readonly Metric PollyEvents = Counter("resilience_polly_strategy_events_total", "{event}", "What the resilience strategies did: retries, timeouts, opened breakers.") with { FilledBy = Pipelines };

    public static readonly Metric CpuTime = Counter("dotnet_process_cpu_time_seconds_total", "s", "Processor time; 1 is one core.");
    public static readonly Metric CpuCount = Gauge("dotnet_process_cpu_count", "{cpu}", "Cores that the process may use.");
    public static readonly Metric WorkingSet = Gauge("dotnet_process_memory_working_set_bytes", "By", "Memory of the process that is in RAM.");
    public static readonly Metric HeapSize = Gauge("dotnet_gc_last_collection_heap_size_bytes", "By", "Heap after the last collection, by generation. A generation 2 that only grows is a leak.");
    public static readonly Metric Allocated = Counter("dotnet_gc_heap_total_allocated_bytes_total", "By", "What is allocated on the heap.");
    public static readonly Metric GcPause = Counter("dotnet_gc_pause_time_seconds_total", "s", "Part of the time in which a collection holds the process.");
    public static readonly Metric GcCollections = Counter("dotnet_gc_collections_total", "{collection}", "Collections, by generation.");
    public static readonly Metric Exceptions = Counter("dotnet_exceptions_total", "{exception}", "Exceptions that were thrown, handled ones included, by type.");
    public static readonly Metric LockContentions = Counter("dotnet_monitor_lock_contentions_total", "{contention}", "Times a thread had to wait for a lock.");
    public static readonly Metric ThreadPoolWork = Counter("dotnet_thread_pool_work_item_count_total", "{work_item}", "Work items that the thread pool has completed.");
    public static readonly Metric ThreadPoolQueue = UpDown("dotnet_thread_pool_queue_length_total", "{work_item}", "Work that waits for a thread. Not 0 for long: threads are blocked, or the cores are used up.");
    public static readonly Metric ThreadPoolThreads = UpDown("dotnet_thread_pool_thread_count_total", "{thread}", "Threads of the pool. Growing steadily: something blocks them.");

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        .. typeof(LibraryMetrics).GetFields(BindingFlags.Static | BindingFlags.Public).Where(field => field.FieldType == typeof(Metric))
            .Select(field => (Metric)field.GetValue(null)!),
    ];

    private static Metric Counter(string name, string unit, string description) => new(name, InstrumentKind.Counter, unit, description);

    private static Metric Histogram(string name, string unit, string description) => new(name, InstrumentKind.Histogram, unit, description);

    private static Metric Gauge(string name, string unit, string description) => new(name, InstrumentKind.Gauge, unit, description);

    /// <summary>Goes up and down, although the library made it a counter and the name therefore ends like one.</summary>
    private static Metric UpDown(string name, string unit, string description) => new(name, InstrumentKind.Gauge, unit, description);
}

namespace RusToK.Operations.Promql;

/// <summary>The series that rules ask for and that are not of the catalogue: those of libraries, of scrapes and of Prometheus.</summary>
internal static class LibrarySeries
{
    /// <summary>Of Prometheus: 1 for a target whose last scrape succeeded.</summary>
    public const string Up = "up";

    /// <summary>Of the exporter: what a process says of itself; the labels of each start are others.</summary>
    public const string TargetInfo = "target_info";

    /// <summary>Of ASP.NET Core, a histogram.</summary>
    public const string HttpDuration = "http_server_request_duration_seconds";

    /// <summary>Of Npgsql, a histogram.</summary>
    public const string DatabaseDuration = "db_client_operation_duration_seconds";

    /// <summary>Of Npgsql: who waits for a connection.</summary>
    public const string PoolWaiting = "db_client_connection_npgsql_pending_requests";

    public static IReadOnlyList<string> All { get; } =
    [
        Up, TargetInfo, PoolWaiting,
        .. new[] { HttpDuration, DatabaseDuration }.SelectMany(histogram => new[] { histogram + "_bucket", histogram + "_count", histogram + "_sum" }),
    ];
}

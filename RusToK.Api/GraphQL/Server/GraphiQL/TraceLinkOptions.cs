namespace RusToK.Api.GraphQL.Server.GraphiQL;

/// <summary>Where people look at traces, bound from the configuration section <c>Telemetry</c>.</summary>
internal sealed class TraceLinkOptions
{
    public const string Section = "Telemetry";
    public const string Placeholder = "{traceId}";

    /// <summary>Address of one trace with <c>{traceId}</c> in it; without it the page shows no link.</summary>
    public string? TraceUrlTemplate { get; set; }

    /// <summary>
    /// Address of the Aspire dashboard's telemetry API, such as <c>http://127.0.0.1:18888/api/telemetry</c>; without it the page shows no
    /// waterfall.
    /// </summary>
    public string? TraceApi { get; set; }
}

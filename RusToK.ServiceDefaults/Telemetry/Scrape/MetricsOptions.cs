namespace RusToK.ServiceDefaults.Telemetry.Scrape;

/// <summary>Configuration section <c>Telemetry:Metrics</c>: who may read <c>/metrics</c>. Without it, whoever reaches the process.</summary>
internal sealed class MetricsOptions
{
    public const string Section = "Telemetry:Metrics";

    /// <summary>A port of its own, for a network that strangers do not reach. Nothing but <c>/metrics</c> and <c>/health</c> is served there.</summary>
    public int? Port { get; set; }

    /// <summary>What a scraper sends as <c>Authorization: Bearer</c>.</summary>
    public string? Token { get; set; }
}

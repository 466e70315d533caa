using Microsoft.Extensions.Configuration;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// Exemplars lead from a bucket of a latency to a trace that fell into it. Counters have none: nobody asks a counter for one, and each costs as
/// much as the count.
/// </summary>
internal static class Exemplars
{
    private const string OfAll = "OTEL_METRICS_EXEMPLAR_FILTER";

    /// <summary>The SDK has no method for this one.</summary>
    private const string OfHistograms = "OTEL_DOTNET_EXPERIMENTAL_METRICS_EXEMPLAR_FILTER_HISTOGRAMS";

    /// <summary>Of sampled traces, unless OpenTelemetry's own variables say otherwise.</summary>
    public static void AddExemplars(this IConfigurationManager configuration)
    {
        if (configuration[OfAll] is null && configuration[OfHistograms] is null)
            configuration.AddInMemoryCollection([KeyValuePair.Create(OfHistograms, (string?)"trace_based")]);
    }
}

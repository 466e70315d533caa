namespace RusToK.Benchmarks.Telemetry.Layers;

/// <summary>Who listens to what an operation tells.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Settings">OpenTelemetry's own variables.</param>
internal sealed record TelemetryState(string Name, IReadOnlyDictionary<string, string> Settings)
{
    public static readonly TelemetryState Off = new("off", new Dictionary<string, string> { ["OTEL_SDK_DISABLED"] = "true" });

    public static readonly TelemetryState NotSampled = new("not sampled", new Dictionary<string, string>
    {
        ["OTEL_TRACES_SAMPLER"] = "parentbased_traceidratio",
        ["OTEL_TRACES_SAMPLER_ARG"] = "0",
    });

    public static readonly TelemetryState On = new("on", new Dictionary<string, string> { ["OTEL_TRACES_SAMPLER"] = "always_on" });

    public static IReadOnlyList<TelemetryState> All { get; } = [Off, NotSampled, On];
}

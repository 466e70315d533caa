namespace RusToK.ServiceDefaults.Telemetry.Sampling;

/// <summary>OpenTelemetry's own variables of how many traces are exported.</summary>
internal sealed class SamplingOptions
{
    public const string SamplerKey = "OTEL_TRACES_SAMPLER";
    public const string ArgumentKey = "OTEL_TRACES_SAMPLER_ARG";

    /// <summary>
    /// Every sampler the specification names for .NET. The ones that are not based on parents are read as those that are: within this system
    /// a trace is sampled as a whole or not at all.
    /// </summary>
    public static readonly string[] Known =
        ["always_on", "always_off", "traceidratio", "parentbased_always_on", "parentbased_always_off", "parentbased_traceidratio"];

    /// <summary>Value of <see cref="SamplerKey"/>; every trace when there is none.</summary>
    public string? Sampler { get; set; }

    /// <summary>Value of <see cref="ArgumentKey"/>, a ratio between 0 and 1; 1 when there is none.</summary>
    public string? Argument { get; set; }

    /// <summary>Whether no trace at all is wanted, not even one that failed.</summary>
    public bool IsOff => Sampler is "always_off" or "parentbased_always_off";

    /// <summary>The part of all traces that is exported whatever becomes of them, 0 to 1.</summary>
    public double Ratio => Sampler switch
    {
        "always_off" or "parentbased_always_off" => 0,
        "traceidratio" or "parentbased_traceidratio" when Argument is not null =>
            double.Parse(Argument, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture),
        _ => 1,
    };
}

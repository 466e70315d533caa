using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace RusToK.Benchmarks.Micro.Telemetry;

/// <summary>Spans and metrics as the framework has them, without anything of the product.</summary>
internal static class Bare
{
    public const string Name = "RusToK.Benchmarks.Bare";

    public static readonly ActivitySource Spans = new(Name);

    public static readonly Meter Meter = new(Name);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using RusToK.Benchmarks.Mixed.Load;
using RusToK.Benchmarks.Mixed.Running;
using RusToK.Benchmarks.Mixed.Soak;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.Mixed.Modes;

/// <summary>Everything a run has found, as it goes into a file.</summary>
internal sealed class MixedReport
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public DateTimeOffset At { get; } = TimeProvider.System.GetUtcNow();

    /// <summary>Processors that clients, servers and databases share.</summary>
    public int Processors { get; } = Environment.ProcessorCount;

    public required MixedOptions Options { get; init; }

    /// <summary>Processors that compilation still took when the warm-up ended.</summary>
    public double CompilationAfterWarmUp { get; set; }

    public KneeResult? Knee { get; set; }

    /// <summary>The run at one rate.</summary>
    public PhaseResult? Run { get; set; }

    public OverloadResult? Overload { get; set; }

    public SoakResult? Soak { get; set; }

    public Settlement? Settlement { get; set; }

    /// <summary>What was said of it on the console.</summary>
    [JsonIgnore]
    public Output Output { get; } = new();

    /// <summary>Writes everything to a file, and beside it a page of the same name with the tables.</summary>
    /// <param name="file">Ends in <c>.json</c>.</param>
    /// <param name="arguments">What the benchmark was told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WriteAsync(string file, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(this, Indented) + "\n", cancellationToken);
        await File.WriteAllTextAsync(Path.ChangeExtension(file, ".md"), $"{Provenance.Head("mixed", arguments)}\n{Output.Page}", cancellationToken);
    }
}

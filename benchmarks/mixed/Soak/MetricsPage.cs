using System.Globalization;

namespace RusToK.Benchmarks.Mixed.Soak;

/// <summary>What a process says of itself under <c>/metrics</c>, in the text format of Prometheus.</summary>
/// <param name="lines">All of it.</param>
internal sealed class MetricsPage(IReadOnlyList<string> lines)
{
    private const string Heap = "dotnet_gc_last_collection_heap_size_bytes";
    private const string Compilation = "dotnet_jit_compilation_time_seconds_total";

    public static async Task<MetricsPage> ReadAsync(HttpClient http, Uri process, CancellationToken cancellationToken) =>
        new((await http.GetStringAsync(new Uri(process, "/metrics"), cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Lines that are no comments: what Prometheus would keep of the process.</summary>
    public int Series => lines.Count(line => line[0] != '#');

    /// <summary>Bytes of the managed heap after its last collection, all generations together.</summary>
    public double HeapBytes => Sum(Heap);

    /// <summary>Seconds that threads have spent in the compiler since the process started.</summary>
    public double CompilationSeconds => Sum(Compilation);

    /// <returns>The sum of a metric over all its labels; 0 when the process does not have it.</returns>
    private double Sum(string name) => lines
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is '{' or ' ')
        .Sum(Value);

    // An exemplar may stand behind the value, and a time.
    private static double Value(string line)
    {
        var rest = line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].TrimStart();
        var fields = rest.Split(' ');
        return double.Parse(fields[line.Contains('{', StringComparison.Ordinal) ? 0 : 1], CultureInfo.InvariantCulture);
    }
}

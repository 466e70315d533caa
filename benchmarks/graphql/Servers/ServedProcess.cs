using System.Diagnostics;

namespace RusToK.Benchmarks.GraphQL.Servers;

/// <summary>This program as a contestant, in a process of its own. It ends when this one lets go of its input.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServedProcess(Process process, int port) => (_process, Port) = (process, port);

    public int ProcessId => _process.Id;

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; }

    /// <param name="kind">Which.</param>
    /// <param name="environment">What it is told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened.</exception>
    public static async Task<ServedProcess> StartAsync(string kind, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ServedProcess).Assembly.Location, "serve", kind]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return int.TryParse(line, System.Globalization.CultureInfo.InvariantCulture, out var port)
            ? new ServedProcess(process, port)
            : throw new InvalidOperationException($"The contestant '{kind}' did not start: {line}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

using System.Diagnostics;

namespace RusToK.Benchmarks.GraphQL.Servers;

/// <summary>A contestant in a process of its own, which tells its port in a line. It ends when this one lets go of its input.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServedProcess(Process process, int port) => (_process, Port) = (process, port);

    public int ProcessId => _process.Id;

    /// <summary>On 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>This program as a contestant.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="environment">What it is told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened.</exception>
    public static Task<ServedProcess> StartAsync(string kind, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken) =>
        StartAsync("dotnet", [typeof(ServedProcess).Assembly.Location, "serve", kind], environment, cancellationToken);

    /// <summary>Another program.</summary>
    /// <param name="program">On the path, or its file.</param>
    /// <param name="arguments">Of the program.</param>
    /// <param name="environment">What it is told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">It ended before it listened.</exception>
    public static async Task<ServedProcess> StartAsync(
        string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (int.TryParse(line, System.Globalization.CultureInfo.InvariantCulture, out var port))
            return new ServedProcess(process, port);
        using (process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' did not start: {line ?? "it ended"}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using RusToK.Embedded.Tools;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>The command as an operator runs it: a process of its own, its output in a file.</summary>
internal sealed class ImportProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public ImportProcess(ImportHost host, params string[] arguments)
        : this(host.Database, ["wordpress", .. arguments])
    {
    }

    /// <param name="database">Into which.</param>
    /// <param name="arguments">What stands behind <c>import</c>.</param>
    public ImportProcess(SpineDatabase database, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["exec", RepositoryRoot.AssemblyOf("RusToK.Worker"), "import", .. arguments])
            start.ArgumentList.Add(argument);
        start.Environment["ConnectionStrings__rustok"] = database.Worker;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_CONTENTROOT"] = Path.GetDirectoryName(RepositoryRoot.AssemblyOf("RusToK.Worker"));
        start.Environment.Remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    /// <summary>Runs the command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ImportHost host, params string[] arguments)
    {
        using var process = new ImportProcess(host, arguments);
        var exitCode = await process.EndAsync();
        return (exitCode, process.Output, process.Errors);
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(ImportHost.Cancellation);
        return _process.ExitCode;
    }

    /// <summary>Waits for a moment while it runs; it must not have ended before.</summary>
    public async Task ReachesAsync(Func<Task<bool>> moment, [CallerArgumentExpression(nameof(moment))] string? text = null)
    {
        await Eventually.HoldsAsync(() => _process.HasExited || Output.Contains("Importing", StringComparison.Ordinal), ImportHost.Cancellation, "the start");
        await Eventually.HoldsAsync(async () => _process.HasExited || await moment(), ImportHost.Cancellation, text);
        Assert.False(_process.HasExited, $"It had ended before the moment: {text}\n{Output}{Errors}");
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM, as Ctrl-C does it.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(ImportHost.Cancellation);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}

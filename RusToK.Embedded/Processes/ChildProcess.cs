using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace RusToK.Embedded.Processes;

/// <summary>
/// A child process that cannot outlive this one: a guardian shell runs it and ends it when this process is gone,
/// however that happened (see guardian.sh).
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly Lazy<string> GuardianScript = new(() =>
    {
        using var stream = typeof(ChildProcess).Assembly.GetManifestResourceStream("guardian.sh")!;
        return new StreamReader(stream).ReadToEnd();
    });

    private readonly Process _guardian;
    private readonly ChildCommand _command;

    private ChildProcess(Process guardian, ChildCommand command, int id, Task output)
    {
        _guardian = guardian;
        _command = command;
        Id = id;
        Completion = CompleteAsync(output);
    }

    /// <summary>The process id of the command itself, not of its guardian.</summary>
    public int Id { get; }

    /// <summary>Ends with the exit code, 128 + n for signal n, when the process has ended and its output is read.</summary>
    public Task<int> Completion { get; }

    /// <summary>Starts the command. Its output, both streams, is handed over line by line.</summary>
    /// <exception cref="InvalidOperationException">The guardian shell could not start it.</exception>
    /// <exception cref="PlatformNotSupportedException">This is Windows.</exception>
    public static async Task<ChildProcess> StartAsync(
        ChildCommand command, Action<string> output, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException("The embedded servers run on Linux and macOS; on Windows, run them in WSL.");
        var start = new ProcessStartInfo("bash")
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(GuardianScript.Value);
        start.ArgumentList.Add("guardian");
        start.ArgumentList.Add(NameOf(command.StopSignal));
        start.ArgumentList.Add(((int)Math.Ceiling(command.Grace.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(command.FileName);
        foreach (var argument in command.Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        // bash would read this file before the script.
        start.Environment.Remove("BASH_ENV");

        var guardian = Process.Start(start)!;
        var errors = PumpAsync(guardian.StandardError, output);
        string? first = null;
        try
        {
            first = await guardian.StandardOutput.ReadLineAsync(cancellationToken);
        }
        finally
        {
            if (first is null)
                guardian.StandardInput.Close();
        }

        if (!int.TryParse(first, CultureInfo.InvariantCulture, out var id))
            throw new InvalidOperationException($"{command.FileName} could not be started: {first ?? "the guardian shell ended"}");
        return new ChildProcess(guardian, command, id, Task.WhenAll(errors, PumpAsync(guardian.StandardOutput, output)));
    }

    /// <summary>Signals the process and those of its process group.</summary>
    public void Signal(UnixSignal signal)
    {
        if (!Completion.IsCompleted)
            NativeProcess.TrySignal(-Id, signal);
    }

    /// <summary>Signals the process and all below it, also those that left its process group.</summary>
    public void SignalTree(UnixSignal signal)
    {
        if (Completion.IsCompleted)
            return;
        foreach (var id in ProcessTree.Of(Id))
            NativeProcess.TrySignal(id, signal);
    }

    /// <summary>Asks the process to end by its stop signal, and kills it when its grace has passed.</summary>
    public Task StopAsync() => EndAsync(_command.StopSignal, _command.Grace);

    public async Task EndAsync(UnixSignal signal, TimeSpan grace)
    {
        var tree = ProcessTree.Of(Id);
        Signal(signal);
        Signal(UnixSignal.Continue);
        if (await Task.WhenAny(Completion, Task.Delay(grace)) != Completion)
            await KillAsync();
        await GoneAsync(tree);
    }

    /// <summary>Kills the process and all below it, and returns when they are gone.</summary>
    public async Task KillAsync()
    {
        var tree = ProcessTree.Of(Id);
        SignalTree(UnixSignal.Kill);
        await Completion;
        foreach (var id in tree.Skip(1))
            NativeProcess.TrySignal(id, UnixSignal.Kill);
        await GoneAsync(tree);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Completion.IsCompleted)
            await StopAsync();
        _guardian.Dispose();
    }

    private static async Task GoneAsync(IReadOnlyList<int> tree)
    {
        // A backend sees the end of its postmaster a moment later; its data directory is free only then.
        var deadline = Stopwatch.StartNew();
        while (tree.Any(NativeProcess.Exists) && deadline.Elapsed < TimeSpan.FromSeconds(5))
            await Task.Delay(5);
    }

    private static async Task PumpAsync(StreamReader reader, Action<string> output)
    {
        while (await reader.ReadLineAsync() is { } line)
            output(line);
    }

    private static string NameOf(UnixSignal signal) => signal switch
    {
        UnixSignal.Hangup => "HUP",
        UnixSignal.Interrupt => "INT",
        UnixSignal.Quit => "QUIT",
        UnixSignal.Kill => "KILL",
        UnixSignal.Terminate => "TERM",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Not a signal that ends a process."),
    };

    private async Task<int> CompleteAsync(Task output)
    {
        await _guardian.WaitForExitAsync();

        // Only a killed guardian leaves the command behind.
        if (NativeProcess.Exists(Id))
            NativeProcess.TrySignal(-Id, UnixSignal.Kill);
        _guardian.StandardInput.Close();

        // A grandchild that survives holds the pipe open: what it still says is not worth waiting for.
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1)));
        return _guardian.ExitCode;
    }
}

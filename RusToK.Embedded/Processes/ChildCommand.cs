namespace RusToK.Embedded.Processes;

/// <summary>What to run as a guarded child process.</summary>
/// <param name="FileName">An executable: a path, or a name found on PATH.</param>
/// <param name="Arguments">Its arguments, unquoted.</param>
internal sealed record ChildCommand(string FileName, IReadOnlyList<string> Arguments)
{
    public string WorkingDirectory { get; init; } = "/";

    /// <summary>Added to the inherited environment; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What asks the process to end in order.</summary>
    public UnixSignal StopSignal { get; init; } = UnixSignal.Terminate;

    /// <summary>How long an orderly end may take before the process and all below it are killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same command, run as another user.</summary>
    public ChildCommand As(UnprivilegedUser? user) =>
        user is null ? this : this with { FileName = user.Launcher[0], Arguments = [.. user.Launcher.Skip(1), FileName, .. Arguments] };
}

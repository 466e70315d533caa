namespace RusToK.Embedded.Processes;

/// <summary>The POSIX signals the embedded servers are driven with.</summary>
internal enum UnixSignal
{
    Hangup,
    Interrupt,
    Quit,
    Kill,
    Terminate,
    Stop,
    Continue,
}

using System.Runtime.InteropServices;

namespace RusToK.Embedded.Processes;

/// <summary>The few system calls .NET has no API for.</summary>
internal static partial class NativeProcess
{
    public static bool IsRoot => GetEffectiveUserId() == 0;

    /// <summary>Sends a signal. False when there is no such process (or group, for a negative id).</summary>
    public static bool TrySignal(int processId, UnixSignal signal) => Kill(processId, NumberOf(signal)) == 0;

    public static bool Exists(int processId) => Kill(processId, 0) == 0;

    /// <summary>Gives a file or directory to another user. Only root may.</summary>
    /// <exception cref="UnauthorizedAccessException">The system refused.</exception>
    public static void ChangeOwner(string path, int userId, int groupId)
    {
        if (ChangeOwnerCore(path, userId, groupId) != 0)
            throw new UnauthorizedAccessException(
                $"The owner of {path} could not be set to user {userId} (errno {Marshal.GetLastPInvokeError()}).");
    }

    // STOP and CONT are the two that Linux and macOS number differently.
    private static int NumberOf(UnixSignal signal) => signal switch
    {
        UnixSignal.Hangup => 1,
        UnixSignal.Interrupt => 2,
        UnixSignal.Quit => 3,
        UnixSignal.Kill => 9,
        UnixSignal.Terminate => 15,
        UnixSignal.Stop => OperatingSystem.IsMacOS() ? 17 : 19,
        UnixSignal.Continue => OperatingSystem.IsMacOS() ? 19 : 18,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, null),
    };

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwnerCore(string path, int userId, int groupId);
}

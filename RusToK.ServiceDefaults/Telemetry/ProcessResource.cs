using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>What telemetry says of the machine, the container and the process it comes from (semantic conventions for resources).</summary>
internal static class ProcessResource
{
    public static IEnumerable<KeyValuePair<string, object>> Attributes(IHostEnvironment environment)
    {
        using var process = Process.GetCurrentProcess();
        yield return new("deployment.environment.name", environment.EnvironmentName.ToLowerInvariant());
        yield return new("host.name", Environment.MachineName);
        if (Architecture is { } architecture)
            yield return new("host.arch", architecture);
        if (MachineId is { } machine)
            yield return new("host.id", machine);
        yield return new("os.type", OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux");
        yield return new("os.description", RuntimeInformation.OSDescription);
        yield return new("process.pid", (long)Environment.ProcessId);
        yield return new("process.executable.name", Path.GetFileName(Environment.ProcessPath) ?? process.ProcessName);
        yield return new("process.creation.time", process.StartTime.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
        yield return new("process.runtime.name", ".NET");
        yield return new("process.runtime.version", Environment.Version.ToString());
        yield return new("process.runtime.description", RuntimeInformation.FrameworkDescription);
        if (ContainerId.Find() is { } container)
            yield return new("container.id", container);
    }

    private static string? Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "x86",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm32",
        _ => null,
    };

    /// <summary>Linux keeps it there; elsewhere the name of the host has to do.</summary>
    private static string? MachineId
    {
        get
        {
            try
            {
                return File.Exists("/etc/machine-id") && File.ReadAllText("/etc/machine-id").Trim() is { Length: > 0 } id ? id : null;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }
}

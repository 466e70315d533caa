using System.Diagnostics;
using Xunit;

namespace RusToK.Tests.Deployment.Running;

/// <summary>Docker or Podman on this machine.</summary>
internal static class ContainerEngine
{
    /// <summary>Skips the running test, loudly, where neither answers.</summary>
    public static void SkipWithout() => Assert.SkipUnless(
        Answers("docker") || Answers("podman"),
        "NOT TESTED: neither docker nor podman answers on this machine, so the application cannot be started with its servers in containers.");

    private static bool Answers(string engine)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(engine, "info") { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process.WaitForExit(TimeSpan.FromSeconds(20)) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

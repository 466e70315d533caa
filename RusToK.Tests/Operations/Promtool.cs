using System.Diagnostics;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>Prometheus' own judgement of its files.</summary>
internal static class Promtool
{
    /// <summary>Fails with all that promtool says when it finds fault.</summary>
    public static async Task AssertPassesAsync(params IReadOnlyList<string> arguments)
    {
        var program = SearchPath.Find("promtool");
        Assert.True(program is not null, "promtool is missing: apt-get install --no-install-recommends prometheus");
        using var promtool = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = RepositoryRoot.Path,
        })!;
        try
        {
            var cancellation = TestContext.Current.CancellationToken;
            var (output, errors) = (promtool.StandardOutput.ReadToEndAsync(cancellation), promtool.StandardError.ReadToEndAsync(cancellation));
            await promtool.WaitForExitAsync(cancellation);
            Assert.True(promtool.ExitCode == 0, await output + await errors);
        }
        finally
        {
            if (!promtool.HasExited)
                promtool.Kill();
        }
    }
}

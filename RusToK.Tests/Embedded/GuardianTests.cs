using System.Diagnostics;
using RusToK.Embedded.Processes;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class GuardianTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_id_is_that_of_the_command_itself()
    {
        var lines = new List<string>();
        await using var child = await ChildProcess.StartAsync(new ChildCommand("sh", ["-c", "echo $$"]), lines.Add, Cancellation);

        await child.Completion;

        Assert.Equal($"{child.Id}", Assert.Single(lines));
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -KILL $$", 137)]
    public async Task The_exit_code_is_that_of_the_command(string script, int expected)
    {
        await using var child = await ChildProcess.StartAsync(new ChildCommand("sh", ["-c", script]), _ => { }, Cancellation);

        Assert.Equal(expected, await child.Completion);
    }

    [Fact]
    public async Task A_program_that_does_not_exist_ends_with_127_and_says_so()
    {
        var lines = new List<string>();
        await using var child = await ChildProcess.StartAsync(new ChildCommand("no-such-program", []), lines.Add, Cancellation);

        Assert.Equal(127, await child.Completion);
        Assert.Contains(lines, line => line.Contains("no-such-program", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Arguments_and_variables_arrive_as_they_were_given()
    {
        var lines = new List<string>();
        await using var child = await ChildProcess.StartAsync(
            new ChildCommand("sh", ["-c", "printf '%s\\n' \"$@\" \"$GIVEN\" \"${HOME-none}\"", "sh", "a b", "$HOME;'\""])
            {
                Environment = new Dictionary<string, string?> { ["GIVEN"] = "x y", ["HOME"] = null },
            },
            lines.Add,
            Cancellation);

        await child.Completion;

        Assert.Equal(["a b", "$HOME;'\"", "x y", "none"], lines);
    }

    [Fact]
    public async Task A_command_that_ignores_its_stop_signal_is_killed_when_its_grace_has_passed()
    {
        var ready = new TaskCompletionSource();
        await using var child = await ChildProcess.StartAsync(
            new ChildCommand("sh", ["-c", "trap '' TERM; echo ready; while :; do sleep 1; done"]) { Grace = TimeSpan.FromMilliseconds(100) },
            _ => ready.TrySetResult(),
            Cancellation);
        await ready.Task.WaitAsync(Cancellation);

        await child.StopAsync();

        Assert.Equal(137, await child.Completion);
    }

    [Fact]
    public async Task What_left_the_process_group_is_killed_too()
    {
        var grandchild = new TaskCompletionSource<int>();
        await using var child = await ChildProcess.StartAsync(
            new ChildCommand("bash", ["-c", "set -m; sleep 1000 & echo $!; wait"]),
            line => grandchild.TrySetResult(int.Parse(line, System.Globalization.CultureInfo.InvariantCulture)),
            Cancellation);
        var id = await grandchild.Task.WaitAsync(Cancellation);
        Assert.True(NativeProcess.Exists(id));

        await child.KillAsync();

        Assert.False(NativeProcess.Exists(id));
    }

    [Fact]
    public async Task A_command_and_all_below_it_end_when_the_pipe_from_the_parent_closes()
    {
        // The guardian as a parent starts it, without the rest of ChildProcess: closing the pipe is what the kernel does
        // when the parent is gone.
        using var stream = typeof(ChildProcess).Assembly.GetManifestResourceStream("guardian.sh")!;
        var start = new ProcessStartInfo("bash") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])
            ["-c", await new StreamReader(stream).ReadToEndAsync(Cancellation), "guardian", "TERM", "1",
             "bash", "-c", "trap '' TERM; set -m; sleep 1000 & echo $!; while :; do wait; done"])
        {
            start.ArgumentList.Add(argument);
        }

        using var guardian = Process.Start(start)!;
        var child = int.Parse((await guardian.StandardOutput.ReadLineAsync(Cancellation))!, System.Globalization.CultureInfo.InvariantCulture);
        var grandchild = int.Parse((await guardian.StandardOutput.ReadLineAsync(Cancellation))!, System.Globalization.CultureInfo.InvariantCulture);

        guardian.StandardInput.Close();
        await guardian.WaitForExitAsync(Cancellation);

        Assert.False(NativeProcess.Exists(child));
        await Eventually.HoldsAsync(() => !NativeProcess.Exists(grandchild), Cancellation);
    }

    [Fact]
    public async Task A_command_ends_when_its_guardian_is_killed()
    {
        await using var child = await ChildProcess.StartAsync(new ChildCommand("sleep", ["1000"]), _ => { }, Cancellation);
        var guardian = ProcessTree.ParentOf(child.Id);
        Assert.NotNull(guardian);

        NativeProcess.TrySignal(guardian.Value, UnixSignal.Kill);
        await child.Completion;

        await Eventually.HoldsAsync(() => !NativeProcess.Exists(child.Id), Cancellation);
    }
}

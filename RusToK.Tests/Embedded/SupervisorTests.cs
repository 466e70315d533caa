using RusToK.Embedded;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Topology;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class SupervisorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Make();
    private readonly StringWriter _said = new();
    private readonly CancellationTokenSource _stopping = new();
    private RedisServer _redis = null!;
    private TopologyConsole _console = null!;
    private Supervisor _supervisor = null!;
    private Task _running = Task.CompletedTask;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public async ValueTask InitializeAsync()
    {
        _redis = new RedisServer("redis", Path.Combine(_folder.Path, "redis"));
        _console = new TopologyConsole(TextWriter.Synchronized(_said), coloured: false);
        _supervisor = new Supervisor(_redis, _console);
        await _redis.StartAsync(Cancellation);
        _running = _supervisor.RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _redis.DisposeAsync();
        await _console.DisposeAsync();
        _stopping.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_is_killed_is_started_again()
    {
        var before = _redis.ProcessId;

        await _supervisor.KillAsync();

        await Eventually.HoldsAsync(async () => _redis.IsRunning && _redis.ProcessId != before && await _redis.IsHealthyAsync(Cancellation), Cancellation);
    }

    [Fact]
    public async Task What_is_held_down_stays_down_until_it_is_released()
    {
        await _supervisor.HoldDownAsync();
        await Eventually.HoldsAsync(() => Said.Contains("redis is held down", StringComparison.Ordinal), Cancellation);
        Assert.False(_redis.IsRunning);
        Assert.DoesNotContain("starting it again", Said, StringComparison.Ordinal);

        _supervisor.Release();

        await Eventually.HoldsAsync(() => _redis.IsHealthyAsync(Cancellation), Cancellation);
        // It is watched as before.
        await _supervisor.KillAsync();
        await Eventually.HoldsAsync(() => Said.Contains("starting it again in 0.1 s", StringComparison.Ordinal), Cancellation);
    }

    [Fact]
    public async Task What_is_paused_runs_and_does_not_answer()
    {
        await _supervisor.PauseAsync();
        using (var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            soon.CancelAfter(TimeSpan.FromMilliseconds(300));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _redis.IsHealthyAsync(soon.Token));
        }

        Assert.True(_redis.IsRunning);

        await _supervisor.ResumeAsync();

        Assert.True(await _redis.IsHealthyAsync(Cancellation));
    }
}

using Aspire.Hosting.ApplicationModel;
using Xunit;

namespace RusToK.Tests.Deployment.Running;

/// <summary>What the application does wherever its servers are.</summary>
public abstract class DistributedApplicationTests(DistributedSystem system)
{
    private const string Create = "mutation Create($title: String!) { createNode(input: { kind: POST, status: PUBLISHED, translations: [{ title: $title, body: \"Body\" }] }) { node { id } } }";
    private const string Find = "query Find($id: UUID!) { node(id: $id) { title } }";

    private static readonly string[] Processes = ["api-1", "api-2", "worker-1", "worker-2"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void It_starts_migrates_and_every_process_is_healthy()
    {
        Assert.Equal(0, system.Snapshot("migrate").ExitCode);
        Assert.Equal(0, system.Snapshot("seed").ExitCode);
        Assert.All(Processes, process => Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, system.Snapshot(process).HealthStatus));
    }

    [Fact]
    public async Task What_one_replica_is_told_is_read_from_the_other()
    {
        var (id, _) = await CreateAsync("api-1");

        await Eventually.HoldsAsync(() => IsThereAsync("api-2", id), Cancellation);
    }

    [Fact]
    public async Task The_trace_of_a_mutation_spans_API_and_Worker_where_traces_are_kept()
    {
        var (_, trace) = await CreateAsync("api-2");

        await Eventually.HoldsAsync(
            async () => (await system.ServicesOfTraceAsync(trace, Cancellation)).IsSupersetOf(["rustok-api", "rustok-worker"]), Cancellation, $"both services in trace {trace}");
    }

    [Theory]
    [InlineData("rustok-api")]
    [InlineData("rustok-worker")]
    public Task Prometheus_has_both_processes_of_a_service_up(string job) => system.Prometheus.EventuallyAsync($"up{{job='{job}'}}", up => up == 2, Cancellation);

    [Fact]
    public async Task Killing_a_Worker_loses_nothing()
    {
        var created = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            if (i is 10)
                system.Kill("worker-1");
            created.Add((await CreateAsync(i % 2 == 0 ? "api-1" : "api-2")).Id);
        }

        foreach (var id in created)
            await Eventually.HoldsAsync(() => IsThereAsync("api-1", id), Cancellation);
        await system.Resources.WaitForResourceAsync("worker-1", KnownResourceStates.TerminalStates, Cancellation);
        Assert.True((await system.Commands.ExecuteCommandAsync("worker-1", KnownResourceCommands.StartCommand, Cancellation)).Success);
        await system.Resources.WaitForResourceHealthyAsync("worker-1", Cancellation);
    }

    [Fact]
    public async Task Demo_traffic_starts_and_stops_on_command()
    {
        await StartDemoAsync();

        await StopDemoAsync();
    }

    [Fact]
    public Task Demo_data_is_seeded_again_on_command() => SucceedsAsync("api-1", "seed-demo-data");

    [Fact]
    public Task Read_models_are_rebuilt_on_command() => SucceedsAsync("worker-1", "rebuild-read-models");

    [Fact]
    public async Task A_replay_of_no_dead_letters_says_so()
    {
        var result = await system.Commands.ExecuteCommandAsync("worker-1", "replay-dead-letters", Cancellation);

        Assert.False(result.Success);
        Assert.Contains("exit code 1", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api-2")]
    [InlineData("worker-2")]
    public async Task A_fault_is_injected_and_cleared_on_command(string process)
    {
        var arguments = new Aspire.Hosting.InteractionInputCollection(
        [
            new() { Name = "fault", InputType = Aspire.Hosting.InputType.Text, Value = "redis-slow" },
            new() { Name = "rate", InputType = Aspire.Hosting.InputType.Number, Value = "0.5" },
            new() { Name = "durationSeconds", InputType = Aspire.Hosting.InputType.Number, Value = "30" },
            new() { Name = "latencySeconds", InputType = Aspire.Hosting.InputType.Number, Value = "0.2" },
        ]);

        var injected = await system.Commands.ExecuteCommandAsync(process, "inject-fault", arguments, Cancellation);

        Assert.True(injected.Success, injected.Message);
        await SucceedsAsync(process, "clear-faults");
    }

    [Fact]
    public async Task The_environment_of_each_process_is_the_one_that_is_written_down()
    {
        // What has never started has no environment yet.
        await StartDemoAsync();

        var environment = InjectedEnvironment.Render(["migrate", "seed", "api-1", "worker-1", "demo"], system.EnvironmentOf);

        await StopDemoAsync();
        Snapshots.AssertAre("environment.txt", environment);
    }

    private async Task StartDemoAsync()
    {
        await SucceedsAsync("api-1", "start-demo-traffic");
        await system.Resources.WaitForResourceHealthyAsync("demo", Cancellation);
    }

    private async Task StopDemoAsync()
    {
        await SucceedsAsync("api-1", "stop-demo-traffic");
        await system.Resources.WaitForResourceAsync("demo", KnownResourceStates.TerminalStates, Cancellation);
    }

    private async Task<(Guid Id, string TraceId)> CreateAsync(string replica)
    {
        var (data, trace) = await system.AskAsync(replica, Create, new { title = $"Post {Guid.NewGuid():N}" }, Cancellation);
        return (data.GetProperty("createNode").GetProperty("node").GetProperty("id").GetGuid(), trace);
    }

    private async Task<bool> IsThereAsync(string replica, Guid id) =>
        (await system.AskAsync(replica, Find, new { id }, Cancellation)).Data.GetProperty("node").ValueKind != System.Text.Json.JsonValueKind.Null;

    private async Task SucceedsAsync(string resource, string command)
    {
        var result = await system.Commands.ExecuteCommandAsync(resource, command, Cancellation);
        Assert.True(result.Success, $"{command}: {result.Message}");
    }
}

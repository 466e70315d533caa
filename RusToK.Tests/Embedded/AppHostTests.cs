using System.Text.Json;
using RusToK.Embedded;
using RusToK.Embedded.Processes;
using RusToK.Embedded.Servers;
using RusToK.Embedded.Tools;
using RusToK.Embedded.Topology;
using StackExchange.Redis;
using Xunit;

namespace RusToK.Tests.Embedded;

public sealed class AppHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Make();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => Path.Combine(_folder.Path, "state");

    private string EndpointsFile => Path.Combine(State, "endpoints.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_publishes_where_its_servers_are_and_an_interrupt_ends_it_with_all_it_started()
    {
        await using var host = await UpAsync("--no-prometheus");
        var endpoints = Endpoints();
        Assert.Equal(["dashboard", "otlp-grpc", "otlp-http", "postgres", "redis", "telemetry-api"], endpoints.Keys.Order());
        foreach (var (name, address) in endpoints)
            Assert.True(await SystemStatus.IsUpAsync(name, address, Cancellation), $"{name} is not up at {address}");
        var family = ProcessTree.Of(host.Id);

        host.Signal(UnixSignal.Interrupt);

        Assert.Equal(0, await host.Completion.WaitAsync(Eventually.Deadline, Cancellation));
        Assert.All(family, id => Assert.False(NativeProcess.Exists(id)));
        Assert.False(File.Exists(EndpointsFile));
    }

    [Fact]
    public async Task Nothing_it_started_outlives_its_SIGKILL_and_the_next_start_finds_the_data()
    {
        await using (var host = await UpAsync("--no-prometheus", "--no-dashboard"))
        {
            await using (var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Endpoints()["redis"].Port}"))
                await redis.GetDatabase().StringSetAsync("key", "value");
            var family = ProcessTree.Of(host.Id);
            Assert.Contains(family, id => ProcessTree.CommandLine(id)?.Contains("postgres", StringComparison.Ordinal) is true);

            NativeProcess.TrySignal(host.Id, UnixSignal.Kill);

            await Eventually.HoldsAsync(() => !family.Any(NativeProcess.Exists), Cancellation);
        }

        await using var again = await UpAsync("--no-prometheus", "--no-dashboard");
        await using var after = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Endpoints()["redis"].Port}");
        Assert.Equal("value", await after.GetDatabase().StringGetAsync("key"));
    }

    [Fact]
    public async Task A_server_that_dies_is_started_again_on_its_port_and_its_end_is_told()
    {
        var output = new ServerOutput();
        await using var host = await UpAsync(output, "--no-prometheus", "--no-dashboard");
        var redis = Endpoints()["redis"];
        var died = ProcessTree.Of(host.Id).Single(id =>
            ProcessTree.CommandLine(id)?.StartsWith("redis-server", StringComparison.Ordinal) is true);

        NativeProcess.TrySignal(died, UnixSignal.Kill);

        await output.WaitForAsync(line => line.Contains("redis ended with exit code 137: starting it again", StringComparison.Ordinal), Cancellation);
        await output.WaitForAsync(line => line.Contains("redis is ready again", StringComparison.Ordinal), Cancellation);
        Assert.True(await SystemStatus.IsUpAsync("redis", redis, Cancellation));
    }

    [Fact]
    public async Task A_second_one_on_the_same_state_is_refused_with_the_id_of_the_first()
    {
        await using var first = await UpAsync("--no-prometheus", "--no-dashboard");
        var output = new ServerOutput();

        await using var second = await StartAsync(output, "up", "--servers-only");

        Assert.Equal(1, await second.Completion.WaitAsync(Eventually.Deadline, Cancellation));
        Assert.Contains(output.Lines, line => line.Contains($"runs already as process {first.Id}", StringComparison.Ordinal));
        Assert.True(File.Exists(EndpointsFile));
    }

    [Fact]
    public async Task Fresh_empties_the_data_of_the_last_run()
    {
        await using (var host = await UpAsync("--no-prometheus", "--no-dashboard"))
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Endpoints()["redis"].Port}");
            await redis.GetDatabase().StringSetAsync("key", "value");
            NativeProcess.TrySignal(host.Id, UnixSignal.Kill);
            await host.Completion.WaitAsync(Eventually.Deadline, Cancellation);
        }

        await using var again = await UpAsync("--fresh", "--no-prometheus", "--no-dashboard");
        await using var after = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Endpoints()["redis"].Port}");
        Assert.False(await after.GetDatabase().KeyExistsAsync("key"));
    }

    [Theory]
    [InlineData("--api-replicas", "0", "--api-replicas is 0 and must be from 1 to 16.")]
    [InlineData("--api-port", "70000", "--api-port is 70000 and must be from 1 to 65535.")]
    public async Task A_number_out_of_its_range_is_refused_by_name(string option, string value, string message)
    {
        var output = new ServerOutput();

        await using var host = await StartAsync(output, "up", option, value);

        Assert.Equal(1, await host.Completion.WaitAsync(Eventually.Deadline, Cancellation));
        Assert.Contains(message, output.Lines);
    }

    [Fact]
    public async Task The_status_of_a_system_that_does_not_run_is_exit_code_3()
    {
        var output = new ServerOutput();

        await using var host = await StartAsync(output, "status");

        Assert.Equal(3, await host.Completion.WaitAsync(Eventually.Deadline, Cancellation));
    }

    [Fact]
    public async Task Secrets_and_the_administrative_environment_are_readable_by_their_owner_only()
    {
        await using var host = await UpAsync("--no-prometheus", "--no-dashboard");

        foreach (var file in (string[])[Path.Combine(State, "data", "secrets.json"), Path.Combine(State, "worker.env")])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(file).UnixFileMode);
    }

    private Task<ChildProcess> UpAsync(params string[] options) => UpAsync(new ServerOutput(), options);

    private async Task<ChildProcess> UpAsync(ServerOutput output, params string[] options)
    {
        var host = await StartAsync(output, ["up", "--servers-only", .. options]);
        var ready = output.WaitForAsync(line => line.Contains("| ready after", StringComparison.Ordinal), Cancellation);
        if (await Task.WhenAny(ready, host.Completion) != ready)
            Assert.Fail(string.Join('\n', output.Lines));
        return host;
    }

    private Task<ChildProcess> StartAsync(ServerOutput output, params string[] arguments)
    {
        var command = ProjectCommand.For(
            RepositoryRoot.AssemblyOf("RusToK.AppHost"), arguments, new Dictionary<string, string> { ["RUSTOK_STATE"] = State });
        return ChildProcess.StartAsync(command with { Grace = TimeSpan.FromSeconds(30) }, output.Add, Cancellation);
    }

    private Dictionary<string, Uri> Endpoints() =>
        JsonSerializer.Deserialize<Dictionary<string, Uri>>(File.ReadAllText(EndpointsFile))!;
}

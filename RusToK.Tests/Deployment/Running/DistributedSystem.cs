using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RusToK.Tests.EndToEnd;
using Xunit;

namespace RusToK.Tests.Deployment.Running;

/// <summary>The Aspire application as the orchestrator runs it, with two processes of each service.</summary>
public abstract class DistributedSystem : IAsyncLifetime
{
    /// <summary>Of every account and login that the application makes for itself, and long enough for the token of faults.</summary>
    private protected const string Password = "Tests0Password0Of0This0Run0And0Token";

    private const string SigningKey = "VGhpcyBrZXkgaXMgZm9yIHRlc3RzIGFuZCBmb3Igbm90aGluZyBlbHNl";
    private const string SignIn = "mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken } }";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, HttpClient> _clients = [];
    private readonly Lazy<Task<string>> _token;
    private DistributedApplication _application = null!;

    protected DistributedSystem() => _token = new(SignInAsync);

    internal ResourceNotificationService Resources => _application.ResourceNotifications;

    internal ResourceCommandService Commands => _application.ResourceCommands;

    internal abstract PrometheusApi Prometheus { get; }

    /// <summary>Each of the services that have sent spans of a trace to what keeps them.</summary>
    internal abstract Task<IReadOnlySet<string>> ServicesOfTraceAsync(string traceId, CancellationToken cancellationToken);

    public async ValueTask InitializeAsync()
    {
        var arguments = await PrepareAsync();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.RusToK_AppHost>(
            [
                .. arguments,
                .. from name in (string[])["owner-password", "app-password", "worker-password", "demo-admin-password", "platform-admin-password", "fault-token"] select $"--Parameters:{name}={Password}",
                $"--Parameters:signing-key={SigningKey}",
                // The machine may have no certificate of development.
                "--DOTNET_LAUNCH_PROFILE=http",
            ],
            // Its variables are among those that processes get.
            (options, _) => options.DisableDashboard = false);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        _application = await builder.BuildAsync();
        using var bound = new CancellationTokenSource(StartTimeout);
        await _application.StartAsync(bound.Token);
        foreach (var process in (string[])["api-1", "api-2", "worker-1", "worker-2"])
            await Resources.WaitForResourceHealthyAsync(process, WaitBehavior.StopOnResourceUnavailable, bound.Token);
        await Resources.WaitForResourceAsync("seed", KnownResourceStates.Finished, bound.Token);
        await ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var client in _clients.Values)
            client.Dispose();
        await _application.DisposeAsync();
        await CleanUpAsync();
    }

    /// <summary>What the application is told on its command line.</summary>
    private protected abstract Task<IReadOnlyList<string>> PrepareAsync();

    /// <summary>Called when all processes are healthy.</summary>
    private protected virtual Task ReadyAsync() => Task.CompletedTask;

    private protected abstract ValueTask CleanUpAsync();

    /// <summary>Where a resource is reached from this machine.</summary>
    internal Uri AddressOf(string resource, string endpoint = "http") => _application.GetEndpoint(resource, endpoint);

    /// <summary>The names and values of a process's environment, as the orchestrator tells them.</summary>
    internal IReadOnlyDictionary<string, string?> EnvironmentOf(string resource) =>
        Snapshot(resource).EnvironmentVariables.Where(variable => variable.IsFromSpec).ToDictionary(variable => variable.Name, variable => variable.Value);

    internal CustomResourceSnapshot Snapshot(string resource) =>
        Resources.TryGetCurrentState(resource, out var state) ? state.Snapshot : throw new InvalidOperationException($"There is no resource {resource}.");

    /// <summary>SIGKILL to a process and to what it has started.</summary>
    internal void Kill(string resource)
    {
        var id = Convert.ToInt32(Snapshot(resource).Properties.Single(property => property.Name == "executable.pid").Value, CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(id);
        process.Kill(entireProcessTree: true);
    }

    /// <summary>Runs an operation at one replica, as the administrator of the demo tenant.</summary>
    /// <returns>The data and the id of the trace.</returns>
    internal async Task<(JsonElement Data, string TraceId)> AskAsync(string replica, string query, object? variables, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(replica, query, variables, await _token.Value, cancellationToken);
        Assert.False(answer.TryGetProperty("errors", out var errors), $"{replica} refuses: {errors}");
        return (answer.GetProperty("data"), answer.GetProperty("extensions").GetProperty("traceId").GetString()!);
    }

    private async Task<string> SignInAsync()
    {
        var answer = await SendAsync("api-1", SignIn, new { input = new { email = "admin@demo.localhost", password = Password } }, token: null, CancellationToken.None);
        return answer.GetProperty("data").GetProperty("signIn").GetProperty("accessToken").GetString()!;
    }

    private async Task<JsonElement> SendAsync(string replica, string query, object? variables, string? token, CancellationToken cancellationToken)
    {
        if (!_clients.TryGetValue(replica, out var client))
            _clients[replica] = client = new HttpClient { BaseAddress = AddressOf(replica) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Tenant-ID", "demo");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await client.SendAsync(request, cancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }
}

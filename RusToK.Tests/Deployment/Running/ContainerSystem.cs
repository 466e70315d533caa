using System.Net.Http.Json;
using System.Text.Json;
using RusToK.Tests.EndToEnd;

namespace RusToK.Tests.Deployment.Running;

/// <summary>The whole application, PostgreSQL, Redis, Jaeger, Prometheus, Alertmanager and Grafana in containers.</summary>
public sealed class ContainerSystem : DistributedSystem
{
    private readonly HttpClient _jaeger = new();
    private PrometheusApi? _prometheus;

    internal override PrometheusApi Prometheus => _prometheus ??= new PrometheusApi(AddressOf("prometheus"));

    internal override async Task<IReadOnlySet<string>> ServicesOfTraceAsync(string traceId, CancellationToken cancellationToken)
    {
        using var response = await _jaeger.GetAsync(new Uri(AddressOf("jaeger"), $"/api/traces/{traceId}"), cancellationToken);
        if (!response.IsSuccessStatusCode)
            return new HashSet<string>();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return (from trace in answer.GetProperty("data").EnumerateArray()
                from process in trace.GetProperty("processes").EnumerateObject()
                select process.Value.GetProperty("serviceName").GetString()!).ToHashSet();
    }

    private protected override Task<IReadOnlyList<string>> PrepareAsync()
    {
        ContainerEngine.SkipWithout();
        return Task.FromResult<IReadOnlyList<string>>([$"--Parameters:redis-password={Password}"]);
    }

    private protected override ValueTask CleanUpAsync()
    {
        _jaeger.Dispose();
        _prometheus?.Dispose();
        return ValueTask.CompletedTask;
    }
}

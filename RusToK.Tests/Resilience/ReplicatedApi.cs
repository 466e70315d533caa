using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RusToK.Core.Commands;
using RusToK.Core.Tenancy;
using RusToK.Core.Tenancy.Commands;
using RusToK.Embedded.Servers;
using RusToK.Tests.EndToEnd;
using RusToK.Tests.Fixtures;

namespace RusToK.Tests.Resilience;

/// <summary>The running system's API and a second replica of it, asked by readers and by an editor of one tenant.</summary>
internal sealed class ReplicatedApi : IAsyncDisposable
{
    private readonly ProjectProcess _second;
    private readonly CommandContext _tenant;
    private readonly string _token;

    private ReplicatedApi(ProjectProcess second, HttpClient[] replicas, CommandContext tenant, string token) =>
        (_second, Replicas, _tenant, _token) = (second, replicas, tenant, token);

    public IReadOnlyList<HttpClient> Replicas { get; }

    public static async Task<ReplicatedApi> StartAsync(ExpendableSystem system)
    {
        var second = new ProjectProcess("RusToK.Api", "api-2", system.Api.Environment);
        await second.StartAsync(ModuleHost.Cancellation);
        HttpClient[] replicas = [new() { BaseAddress = system.Api.Address }, new() { BaseAddress = second.Address }];
        var id = Guid.CreateVersion7();
        var tenant = new CommandContext(id, "en", null, id);
        await TestServices.SendAsync<CreateTenant, Tenant>(system.Services, tenant, new CreateTenant("Outage", "t" + id.ToString("N"), null, "en"));
        return new ReplicatedApi(second, replicas, tenant, await new AdminTokens(system.Services, replicas[0]).OfAsync(id));
    }

    /// <summary>A published page, made through the API.</summary>
    public async Task<Guid> PublishAsync(string title)
    {
        var id = Guid.CreateVersion7();
        const string create = "mutation($id: UUID!, $title: String!) { createNode(input: { id: $id, kind: PAGE, status: PUBLISHED, translations: [{ title: $title, body: \"Words\" }] }) { version } }";
        await MutateAsync(create, new { id, title });
        return id;
    }

    public Task RenameAsync(Guid id, string title) => MutateAsync(
        "mutation($id: UUID!, $title: String!) { translateNode(input: { id: $id, translation: { title: $title, body: \"Words\" } }) { version } }", new { id, title });

    /// <summary>What a reader is shown; null when there is none.</summary>
    /// <exception cref="HttpRequestException">Anything but an answer came.</exception>
    public async Task<string?> TitleAsync(int replica, Guid id) =>
        (string?)(await AskAsync(replica, "query($id: UUID!) { node(id: $id) { title } }", new { id }))["node"]?["title"];

    public async Task<JsonNode> ListAsync(int replica) => (await AskAsync(replica, "{ nodes(first: 20) { nodes { title } } }", null))["nodes"]!;

    /// <summary>The answer as it came.</summary>
    public Task<HttpResponseMessage> SendAsync(int replica, string query, object? variables, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Tenant-ID", _tenant.TenantId.ToString());
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Replicas[replica].SendAsync(request, CancellationToken.None);
    }

    /// <summary>A check of <c>/health/ready</c>, and the whole status.</summary>
    public async Task<(string Status, string Breakers)> HealthAsync(int replica)
    {
        using var response = await Replicas[replica].GetAsync(new Uri("/health/ready", UriKind.Relative), ModuleHost.Cancellation);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(ModuleHost.Cancellation))!;
        return ((string)body["status"]!, (string?)body["checks"]!["breakers"]!["description"] ?? "");
    }

    /// <summary>The value of a dependency's gauge as Prometheus would read it.</summary>
    public async Task<string?> GaugeAsync(int replica, string name, string dependency)
    {
        var metrics = await Replicas[replica].GetStringAsync(new Uri("/metrics", UriKind.Relative), ModuleHost.Cancellation);
        return metrics.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal) && l.Contains($"dependency=\"{dependency}\"", StringComparison.Ordinal))
            ?.Split("} ")[1].Split(' ')[0];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in Replicas)
            replica.Dispose();
        await _second.DisposeAsync();
    }

    private async Task MutateAsync(string mutation, object variables) => await ReadAsync(await SendAsync(0, mutation, variables, _token));

    private async Task<JsonNode> AskAsync(int replica, string query, object? variables) => await ReadAsync(await SendAsync(replica, query, variables));

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
            var answer = response.IsSuccessStatusCode ? JsonNode.Parse(body) : null;
            return answer?["data"] is { } data && answer["errors"] is null ? data : throw new HttpRequestException($"{response.StatusCode}: {body}");
        }
    }
}

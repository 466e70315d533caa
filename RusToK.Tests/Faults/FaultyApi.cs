using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Faults;

/// <summary>An API that allows faults, on real PostgreSQL and Redis.</summary>
public sealed class FaultyApi(SpineFixture spine) : IAsyncLifetime
{
    public const string Token = "a-token-that-is-long-enough-to-be-one";

    internal AccountsApi Api { get; private set; } = null!;

    internal SignedInUser User { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var servers = await spine.GetServersAsync(CancellationToken.None);
        Api = await AccountsApi.StartAsync(
            await spine.CreateDatabaseAsync(CancellationToken.None), ("Faults:Enabled", "true"), ("Faults:Token", Token),
            ("ConnectionStrings:redis", servers.Redis.ConnectionString), ("Resilience:Http:Retries", "0"),
            ("Resilience:Redis:AttemptTimeout", "00:00:02"), ("Resilience:Redis:Timeout", "00:00:04"));
        User = await Api.SignInAsync((await Api.NewTenantAsync()).Id, Role.Admin);
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>Switches a fault on as a program does that has the token.</summary>
    internal async Task SwitchOnAsync(string fault, object settings)
    {
        using var answer = await SendAsync(HttpMethod.Put, $"/faults/{fault}", settings);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(AccountsApi.Cancellation));
    }

    internal async Task SwitchAllOffAsync()
    {
        using var answer = await SendAsync(HttpMethod.Delete, "/faults");
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return await Api.Client.SendAsync(request, AccountsApi.Cancellation);
    }

    /// <summary>Runs an operation as somebody who is signed in.</summary>
    /// <returns>The answer, and the trace that the request became.</returns>
    internal async Task<(GraphQLAnswer Answer, ActivityTraceId Trace)> AskAsync(string query, SignedInUser? user = null)
    {
        var who = user ?? User;
        using var response = await Api.RequestAsync(HttpMethod.Post, "/graphql", who.TenantId, new { query }, who.AccessToken);
        var trace = response.Headers.TryGetValues("X-Trace-Id", out var ids) ? ActivityTraceId.CreateFromString(ids.Single()) : default;
        return (new GraphQLAnswer(await response.Content.ReadFromJsonAsync<JsonElement>(AccountsApi.Cancellation), response.StatusCode, response.Headers.RetryAfter?.Delta), trace);
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace RusToK.Demo;

/// <summary>Speaks GraphQL to the API as its customers do: signs in, signs in again when a token has expired, and waits when it is told to.</summary>
internal sealed class DemoApi(DemoOptions options) : IDisposable
{
    private const int MaxAttempts = 5;
    private const string SignIn = "mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken } }";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1) }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentDictionary<DemoAccount, string> _tokens = new();
    private int _next;

    /// <summary>Runs an operation and gives its data.</summary>
    /// <param name="tenant">Slug of the tenant.</param>
    /// <param name="query">The document; its operation has a name, which metrics go by.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="account">In whose name; null for nobody's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="DemoRefusal">The API refuses it.</exception>
    /// <exception cref="HttpRequestException">The API is away.</exception>
    public async Task<JsonElement> AskAsync(string tenant, string query, object? variables, DemoAccount? account, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var token = account is null ? null : await TokenAsync(account, cancellationToken);
            try
            {
                return await SendAsync(tenant, query, variables, token, cancellationToken);
            }
            catch (DemoRefusal refused) when (refused.Code == "UNAUTHENTICATED" && account is not null && attempt < MaxAttempts)
            {
                _tokens.TryRemove(account, out _);
            }
            catch (DemoRefusal refused) when (refused.RetryAfter is { } wait && attempt < MaxAttempts)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, cancellationToken);
            }
        }
    }

    /// <summary>Reads something over REST; null when it is not there.</summary>
    public async Task<JsonElement?> ReadAsync(string tenant, string path, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path, tenant, token: null);
        using var response = await _http.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken) : null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> TokenAsync(DemoAccount account, CancellationToken cancellationToken)
    {
        if (_tokens.TryGetValue(account, out var known))
            return known;
        var answer = await SendAsync(account.Tenant, SignIn, new { input = new { email = account.Email, password = account.Password } }, token: null, cancellationToken);
        return _tokens[account] = answer.GetProperty("signIn").GetProperty("accessToken").GetString()!;
    }

    private async Task<JsonElement> SendAsync(string tenant, string query, object? variables, string? token, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "/graphql", tenant, token);
        request.Content = JsonContent.Create(new { query, variables });
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (answer.TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0)
            throw Refusal(errors[0], response);
        return answer.GetProperty("data");
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string tenant, string? token)
    {
        var replica = options.Apis[(uint)Interlocked.Increment(ref _next) % options.Apis.Length];
        var request = new HttpRequestMessage(method, new Uri(replica, path));
        request.Headers.Add("X-Tenant-ID", tenant);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static DemoRefusal Refusal(JsonElement error, HttpResponseMessage response)
    {
        var code = error.TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("code", out var text) ? text.GetString() : null;
        var wait = response.Headers.RetryAfter?.Delta;
        if (wait is null && (code == "RATE_LIMITED" || response.StatusCode == HttpStatusCode.ServiceUnavailable))
            wait = TimeSpan.FromSeconds(1);
        return new DemoRefusal(code ?? "INTERNAL", error.GetProperty("message").GetString() ?? "", wait);
    }
}

/// <summary>An account of the demo's.</summary>
internal sealed record DemoAccount(string Tenant, string Email, string Password)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => $"account at {Tenant}";
}

/// <summary>What the API answered instead of data.</summary>
internal sealed class DemoRefusal(string code, string message, TimeSpan? retryAfter) : Exception($"{code}: {message}")
{
    public string Code => code;

    /// <summary>How long to wait before the same can succeed; null when waiting does not help.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace RusToK.Benchmarks.Mixed.Running;

/// <summary>Speaks GraphQL to the API where nothing is measured.</summary>
/// <param name="apis">Addresses of the replicas; they are asked in turn.</param>
internal sealed class Administration(IReadOnlyList<Uri> apis) : IDisposable
{
    private const string SignIn = "mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken } }";

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private int _next;

    /// <summary>Runs an operation and gives its data.</summary>
    /// <param name="tenant">Slug of the tenant.</param>
    /// <param name="query">The document.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="token">Access token; null for nobody's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The API refuses it.</exception>
    public async Task<JsonElement> AskAsync(string tenant, string query, object? variables, string? token, CancellationToken cancellationToken)
    {
        var api = apis[(int)((uint)Interlocked.Increment(ref _next) % (uint)apis.Count)];
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(api, "/graphql")) { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Add("X-Tenant-ID", tenant);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.TryGetProperty("errors", out var errors)
            ? throw new InvalidOperationException($"The API refuses {query.Split('(', ' ')[1]} at {tenant}: {errors}")
            : answer.GetProperty("data");
    }

    /// <returns>An access token.</returns>
    public async Task<string> SignInAsync(string tenant, string email, string password, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(tenant, SignIn, new { input = new { email, password } }, token: null, cancellationToken);
        return answer.GetProperty("signIn").GetProperty("accessToken").GetString()!;
    }

    public void Dispose() => _http.Dispose();
}

using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;

namespace RusToK.Tests.Fixtures;

/// <summary>An administrator of each tenant, made when first asked for and signed in as a client would.</summary>
/// <param name="services">The product's commands, on the API's database.</param>
/// <param name="api">Where they sign in.</param>
internal sealed class AdminTokens(IServiceProvider services, HttpClient api)
{
    private const string Email = "admin@example.test";
    private const string Password = "a long enough secret";
    private const string SignIn = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken } }";

    private readonly ConcurrentDictionary<Guid, Lazy<Task<string>>> _tokens = new();

    /// <summary>An access token of the tenant's administrator.</summary>
    public Task<string> OfAsync(Guid tenantId) => _tokens.GetOrAdd(tenantId, id => new Lazy<Task<string>>(() => SignInAsync(id))).Value;

    private async Task<string> SignInAsync(Guid tenantId)
    {
        var context = new CommandContext(tenantId, "en", ActorId: null, CorrelationId: Guid.CreateVersion7());
        await TestServices.SendAsync<CreateUser, User>(services, context, new CreateUser(Email, null, Role.Admin, Password));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = SignIn, variables = new { input = new { email = Email, password = Password } } }),
        };
        request.Headers.Add("X-Tenant-ID", tenantId.ToString());
        using var response = await api.SendAsync(request, ModuleHost.Cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(ModuleHost.Cancellation);
        return answer.GetProperty("data").GetProperty("signIn").GetProperty("accessToken").GetString()
            ?? throw new InvalidOperationException($"The administrator of {tenantId} could not sign in: {answer}");
    }
}

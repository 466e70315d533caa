using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Rest;

/// <summary>Requests to the REST interface.</summary>
internal static class RestAnswers
{
    /// <summary>The body of an answer that must have a status; one of an error must be problem details.</summary>
    public static async Task<JsonElement> GetAsync(this ApiHost host, Guid tenant, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Tenant-ID", tenant.ToString());
        using var response = await host.Client.SendAsync(request, ModuleHost.Cancellation);
        return await BodyAsync(response, expected);
    }

    /// <summary>The body of an answer that must have a status; nothing when it has none, and problem details when it is an error's.</summary>
    public static async Task<JsonElement> RestAsync(
        this AccountsApi api, HttpMethod method, string path, Guid tenant, object? body, HttpStatusCode expected, string? token = null)
    {
        using var response = await api.RequestAsync(method, path, tenant, body, token);
        return await BodyAsync(response, expected);
    }

    /// <summary>Posts what is not JSON.</summary>
    public static async Task<JsonElement> UploadAsync(this AccountsApi api, SignedInUser user, string path, HttpContent content, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("X-Tenant-ID", user.TenantId.ToString());
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.AccessToken);
        using var response = await api.Client.SendAsync(request, AccountsApi.Cancellation);
        return await BodyAsync(response, expected);
    }

    /// <inheritdoc cref="RestAsync(AccountsApi, HttpMethod, string, Guid, object?, HttpStatusCode, string?)"/>
    public static Task<JsonElement> RestAsync(
        this AccountsApi api, SignedInUser user, HttpMethod method, string path, object? body = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        api.RestAsync(method, path, user.TenantId, body, expected, user.AccessToken);

    /// <summary>Code, field and rule of a refusal.</summary>
    public static async Task<(string? Code, string? Field, string? Rule)> RefusedAsync(this ApiHost host, Guid tenant, string path, HttpStatusCode expected)
    {
        var problem = await host.GetAsync(tenant, path, expected);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        return (problem.Text("code"), problem.Text("field"), problem.Text("rule"));
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(ModuleHost.Cancellation);
        Assert.True(response.StatusCode == expected, $"{response.RequestMessage?.Method} {response.RequestMessage?.RequestUri}: {(int)response.StatusCode} {text}");
        if ((int)expected >= 400)
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }

    public static string? Text(this JsonElement element, string property) => element.GetProperty(property).GetString();

    public static IEnumerable<JsonElement> Items(this JsonElement page) => page.GetProperty("items").EnumerateArray();
}

using System.Net;
using System.Text.Json;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Rest;

/// <summary>Requests to the REST interface as nobody in particular.</summary>
internal static class RestAnswers
{
    /// <summary>The body of an answer that must have a status; one of an error must be problem details.</summary>
    public static async Task<JsonElement> GetAsync(this ApiHost host, Guid tenant, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Tenant-ID", tenant.ToString());
        using var response = await host.Client.SendAsync(request, ModuleHost.Cancellation);
        var text = await response.Content.ReadAsStringAsync(ModuleHost.Cancellation);
        Assert.True(response.StatusCode == expected, $"{path}: {(int)response.StatusCode} {text}");
        if ((int)expected >= 400)
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        return JsonElement.Parse(text);
    }

    /// <summary>Code, field and rule of a refusal.</summary>
    public static async Task<(string? Code, string? Field, string? Rule)> RefusedAsync(this ApiHost host, Guid tenant, string path, HttpStatusCode expected)
    {
        var problem = await host.GetAsync(tenant, path, expected);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        return (problem.Text("code"), problem.Text("field"), problem.Text("rule"));
    }

    public static string? Text(this JsonElement element, string property) => element.GetProperty(property).GetString();

    public static IEnumerable<JsonElement> Items(this JsonElement page) => page.GetProperty("items").EnumerateArray();
}

using System.Net;
using System.Net.Http.Json;
using System.Text;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Rest;

/// <summary>What every request is held to.</summary>
public sealed class HardeningTests(HardeningTests.StrictApi host) : IClassFixture<HardeningTests.StrictApi>
{
    public sealed class StrictApi(SpineFixture spine) : LoneApiHost(spine)
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [("Http:MaxRequestBytes", "20000"), ("Http:AllowedOrigins:0", "https://shop.example")];
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/nothing/here")]
    [InlineData("/api/products")]
    public async Task Every_answer_tells_browsers_to_run_nothing(string path)
    {
        using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative), ModuleHost.Cancellation);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("default-src 'none'; frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Pages_of_other_origins_may_not_call_unless_they_are_listed()
    {
        Assert.Equal("https://shop.example", await AllowedAsync("https://shop.example"));
        Assert.Null(await AllowedAsync("https://evil.example"));
    }

    [Fact]
    public async Task A_body_past_the_bound_is_refused_as_too_large()
    {
        var tenant = await host.Modules.NewTenantAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/sign-in")
        {
            Content = new StringContent($"{{\"email\":\"{new string('a', 30_000)}\"}}", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Tenant-ID", tenant.TenantId.ToString());

        using var response = await host.Client.SendAsync(request, ModuleHost.Cancellation);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("{\"email\": 5, \"password\": \"x\"}", "email")]
    [InlineData("{\"email\": ", "body")]
    [InlineData("", "body")]
    public async Task What_cannot_be_read_is_named(string body, string field)
    {
        var tenant = await host.Modules.NewTenantAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/sign-in") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Tenant-ID", tenant.TenantId.ToString());

        using var response = await host.Client.SendAsync(request, ModuleHost.Cancellation);
        var problem = await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>(ModuleHost.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(("VALIDATION", field), (problem.Text("code"), problem.Text("field")));
    }

    private async Task<string?> AllowedAsync(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/graphql");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,x-tenant-id");
        using var response = await host.Client.SendAsync(request, ModuleHost.Cancellation);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null;
    }
}

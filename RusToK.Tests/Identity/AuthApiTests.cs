using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Rest;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class AuthApiTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly AccountsApi _api = fixture.Api;

    private async Task<JsonElement> PostAsync(string path, Guid tenant, object? body, HttpStatusCode expected, string? token = null) =>
        await SendAsync(HttpMethod.Post, path, tenant, body, expected, token);

    private Task<JsonElement> SendAsync(HttpMethod method, string path, Guid tenant, object? body, HttpStatusCode expected, string? token = null) =>
        _api.RestAsync(method, path, tenant, body, expected, token);

    [Fact]
    public async Task The_whole_life_of_an_account()
    {
        var (tenant, email) = ((await _api.NewTenantAsync()).Id, $"{Guid.NewGuid():N}@example.test");
        await PostAsync("/api/auth/sign-up", tenant, new { email, password = AccountsApi.Password, displayName = "Someone" }, HttpStatusCode.Accepted);
        await PostAsync("/api/auth/request-email-verification", tenant, new { email }, HttpStatusCode.Accepted);
        await _api.MailToAsync(email);
        await PostAsync("/api/auth/verify-email", tenant, new { token = (await _api.MailToAsync(email)).Token.Value }, HttpStatusCode.NoContent);

        var first = await PostAsync("/api/auth/sign-in", tenant, new { email, password = AccountsApi.Password }, HttpStatusCode.OK);
        Assert.Equal("customer", first.GetProperty("user").GetProperty("role").GetString());
        Assert.Equal("Someone", first.GetProperty("user").GetProperty("displayName").GetString());
        var second = await PostAsync("/api/auth/refresh", tenant, new { refreshToken = first.GetProperty("refreshToken").GetString() }, HttpStatusCode.OK);
        var token = second.GetProperty("accessToken").GetString()!;
        var me = await SendAsync(HttpMethod.Get, "/api/auth/me", tenant, null, HttpStatusCode.OK, token);
        Assert.Equal(email, me.GetProperty("email").GetString());

        await PostAsync("/api/auth/change-password", tenant, new { currentPassword = AccountsApi.Password, newPassword = "an entirely new secret" }, HttpStatusCode.NoContent, token);
        var other = await PostAsync("/api/auth/sign-in", tenant, new { email, password = "an entirely new secret" }, HttpStatusCode.OK);
        var sessions = await SendAsync(HttpMethod.Get, "/api/auth/sessions", tenant, null, HttpStatusCode.OK, token);
        var newest = sessions.EnumerateArray().Single(s => !s.GetProperty("isCurrent").GetBoolean()).GetProperty("id").GetGuid();
        await SendAsync(HttpMethod.Delete, $"/api/auth/sessions/{newest}", tenant, null, HttpStatusCode.NoContent, token);
        await SendAsync(HttpMethod.Get, "/api/auth/me", tenant, null, HttpStatusCode.Unauthorized, other.GetProperty("accessToken").GetString());

        await PostAsync("/api/auth/sign-out", tenant, null, HttpStatusCode.NoContent, token);
        await SendAsync(HttpMethod.Get, "/api/auth/me", tenant, null, HttpStatusCode.Unauthorized, token);

        await PostAsync("/api/auth/request-password-reset", tenant, new { email }, HttpStatusCode.Accepted);
        await PostAsync("/api/auth/reset-password", tenant, new { token = (await _api.MailToAsync(email)).Token.Value, newPassword = AccountsApi.Password }, HttpStatusCode.NoContent);
        var last = await PostAsync("/api/auth/sign-in", tenant, new { email, password = AccountsApi.Password }, HttpStatusCode.OK);
        await PostAsync("/api/auth/sign-out-everywhere", tenant, null, HttpStatusCode.NoContent, last.GetProperty("accessToken").GetString());
        await PostAsync("/api/auth/refresh", tenant, new { refreshToken = last.GetProperty("refreshToken").GetString() }, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_administration_of_users()
    {
        var admin = await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin);
        var (tenant, token) = (admin.TenantId, admin.AccessToken);
        var user = await PostAsync("/api/auth/users", tenant, new { email = "someone@example.test", role = "manager", password = AccountsApi.Password }, HttpStatusCode.Created, token);
        var address = $"/api/auth/users/{user.GetProperty("id").GetGuid()}";

        var renamed = await SendAsync(HttpMethod.Patch, address, tenant, new { displayName = "Someone", expectedVersion = 1 }, HttpStatusCode.OK, token);
        Assert.Equal(("Someone", "someone@example.test"), (renamed.GetProperty("displayName").GetString(), renamed.GetProperty("email").GetString()));
        await SendAsync(HttpMethod.Patch, address, tenant, new { displayName = 7 }, HttpStatusCode.BadRequest, token);
        await SendAsync(HttpMethod.Patch, address, tenant, new { displayName = "x", expectedVersion = 1 }, HttpStatusCode.Conflict, token);
        var promoted = await SendAsync(HttpMethod.Put, $"{address}/role", tenant, new { role = "admin" }, HttpStatusCode.OK, token);
        Assert.Equal("admin", promoted.GetProperty("role").GetString());
        await PostAsync($"{address}/disable", tenant, null, HttpStatusCode.OK, token);
        Assert.Equal("disabled", (await SendAsync(HttpMethod.Get, address, tenant, null, HttpStatusCode.OK, token)).GetProperty("status").GetString());
        await PostAsync($"{address}/disable", tenant, null, HttpStatusCode.Conflict, token);
        await PostAsync($"{address}/enable", tenant, null, HttpStatusCode.OK, token);

        var page = await SendAsync(HttpMethod.Get, "/api/auth/users?first=1", tenant, null, HttpStatusCode.OK, token);
        Assert.Equal(("someone@example.test", true), (page.GetProperty("items")[0].GetProperty("email").GetString(), page.GetProperty("hasNextPage").GetBoolean()));
        var next = await SendAsync(HttpMethod.Get, $"/api/auth/users?first=1&after={page.GetProperty("endCursor").GetString()}", tenant, null, HttpStatusCode.OK, token);
        Assert.Equal(admin.Email, next.GetProperty("items")[0].GetProperty("email").GetString());
        Assert.Equal(2, (await SendAsync(HttpMethod.Get, "/api/auth/users?role=admin&status=active", tenant, null, HttpStatusCode.OK, token)).GetProperty("items").GetArrayLength());
        await SendAsync(HttpMethod.Get, "/api/auth/users?role=7", tenant, null, HttpStatusCode.BadRequest, token);
        await SendAsync(HttpMethod.Get, "/api/auth/users?first=0", tenant, null, HttpStatusCode.BadRequest, token);
        await SendAsync(HttpMethod.Get, $"/api/auth/users/{Guid.NewGuid()}", tenant, null, HttpStatusCode.NotFound, token);
    }

    [Fact]
    public async Task Every_broken_rule_is_in_the_answer()
    {
        var problem = await PostAsync("/api/auth/sign-up", (await _api.NewTenantAsync()).Id, new { email = "nobody", password = "short" }, HttpStatusCode.BadRequest);

        Assert.Equal(
            [("email", "email"), ("password", "length")],
            problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("extensions"))
                .Select(e => (e.GetProperty("field").GetString(), e.GetProperty("rule").GetString())));
        Assert.Equal("VALIDATION", problem.GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{\"email\": {\"deep\": [1, 2]}, \"password\": 7}")]
    [InlineData("{\"email\": \"\\u0000\\ud800\", \"password\": \"\\u0000\"}")]
    public async Task A_body_that_is_none_is_refused(string body)
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        foreach (var path in (string[])["sign-in", "sign-up", "refresh", "verify-email", "reset-password", "request-password-reset", "request-email-verification"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/auth/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.Add("X-Tenant-ID", tenant.ToString());
            using var response = await _api.Client.SendAsync(request, AccountsApi.Cancellation);
            Assert.InRange((int)response.StatusCode, 400, 401);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task A_body_that_is_too_long_or_of_another_type_is_refused()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        await PostAsync("/api/auth/sign-in", tenant, new { email = new string('x', 20_000), password = "x" }, HttpStatusCode.RequestEntityTooLarge);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/sign-in") { Content = new StringContent("email=a", Encoding.UTF8, "text/plain") };
        request.Headers.Add("X-Tenant-ID", tenant.ToString());
        using var response = await _api.Client.SendAsync(request, AccountsApi.Cancellation);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Tokens_are_not_cached()
    {
        var user = await _api.NewUserAsync((await _api.NewTenantAsync()).Id);

        using var response = await _api.RequestAsync(HttpMethod.Post, "/api/auth/sign-in", user.TenantId, new { email = user.Email, password = AccountsApi.Password });

        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal(user.Id, (await response.Content.ReadFromJsonAsync<JsonElement>(AccountsApi.Cancellation)).GetProperty("user").GetProperty("id").GetGuid());
    }
}

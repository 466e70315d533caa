using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Identity.Tokens;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class AccessTokenTests(AccessTokenTests.Fixture fixture) : IClassFixture<AccessTokenTests.Fixture>
{
    private static readonly (string Kid, byte[] Secret) Old = ("development-old", RandomNumberGenerator.GetBytes(32));
    private static readonly (string Kid, byte[] Secret) New = ("development-new", RandomNumberGenerator.GetBytes(32));

    private readonly AccountsApi _api = fixture.Api;
    private readonly SignedInUser _user = fixture.User;

    private static (string, string)[] Keys(params (string Kid, byte[] Secret)[] keys) =>
        [.. keys.SelectMany((k, i) => new[] { ($"Identity:SigningKeys:{i}:Kid", k.Kid), ($"Identity:SigningKeys:{i}:Secret", Convert.ToBase64String(k.Secret)) })];

    private async Task<string> CodeAsync(string token, AccountsApi? api = null) => (await (api ?? _api).GraphQLAsync(_user.TenantId, "{ me { id } }", token: token)).Codes is [var code] ? code : "ok";

    private JsonNode Part(int index) => JsonNode.Parse(Base64Url.DecodeFromChars(_user.AccessToken.Split('.')[index]))!;

    private static string Encode(JsonNode part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));

    private static string Sign(JsonNode header, JsonNode payload, byte[] key)
    {
        var text = $"{Encode(header)}.{Encode(payload)}";
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>The user's token with its parts changed, signed again with the right key unless another is given.</summary>
    private string Forge(Action<JsonNode>? header = null, Action<JsonNode>? payload = null, byte[]? key = null)
    {
        var (h, p) = (Part(0), Part(1));
        header?.Invoke(h);
        payload?.Invoke(p);
        return Sign(h, p, key ?? Old.Secret);
    }

    [Fact]
    public async Task A_token_says_who_where_what_and_until_when_and_nothing_else()
    {
        Assert.Equal("ok", await CodeAsync(_user.AccessToken));
        Assert.Equal("ok", await CodeAsync(Forge()));
        var payload = Part(1).AsObject();
        Assert.Equal(
            ["aud", "exp", "iat", "iss", "nbf", "role", "session", "sub", "tenant"], payload.Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(TimeSpan.FromMinutes(10), TimeSpan.FromSeconds((long)payload["exp"]! - (long)payload["iat"]!));
        Assert.Equal("at+jwt", (string?)Part(0)["typ"]);
    }

    [Fact]
    public async Task A_token_without_a_signature_is_none()
    {
        var (header, payload) = (Part(0), Part(1));
        foreach (var algorithm in new[] { "none", "None", "NONE" })
        {
            header["alg"] = algorithm;
            Assert.Equal("UNAUTHENTICATED", await CodeAsync($"{Encode(header)}.{Encode(payload)}."));
        }

        Assert.Equal("UNAUTHENTICATED", await CodeAsync(_user.AccessToken[..(_user.AccessToken.LastIndexOf('.') + 1)]));
    }

    [Fact]
    public async Task A_token_of_another_key_or_algorithm_is_none()
    {
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(key: RandomNumberGenerator.GetBytes(32))));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(h => h["kid"] = "unknown")));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(h => h.AsObject().Remove("kid"))));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(h => h["alg"] = "HS512")));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(h => h["alg"] = "RS256")));
    }

    [Fact]
    public async Task A_token_whose_words_were_changed_is_none()
    {
        var parts = _user.AccessToken.Split('.');
        foreach (var change in (string[])["sub", "tenant", "role", "session"])
        {
            var payload = Part(1);
            payload[change] = change == "role" ? "admin" : Guid.NewGuid().ToString();
            Assert.Equal("UNAUTHENTICATED", await CodeAsync($"{parts[0]}.{Encode(payload)}.{parts[2]}"));
        }
    }

    [Fact]
    public async Task A_token_for_somebody_else_or_of_another_kind_is_none()
    {
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p["aud"] = "another-api")));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p.AsObject().Remove("aud"))));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p["iss"] = "somebody")));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(h => h["typ"] = "JWT")));
    }

    [Fact]
    public async Task A_token_that_says_too_little_is_none()
    {
        foreach (var claim in (string[])["sub", "tenant", "role", "session", "exp"])
            Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p.AsObject().Remove(claim))));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p["role"] = "emperor")));
    }

    [Fact]
    public async Task A_signed_token_of_a_session_of_somebody_else_is_none()
    {
        var other = await _api.SignInAsync(_user.TenantId);
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p["sub"] = other.Id.ToString())));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p["session"] = Guid.NewGuid().ToString())));
    }

    [Fact]
    public async Task The_role_of_a_token_is_not_believed()
    {
        var answer = await _api.GraphQLAsync(_user.TenantId, "{ users { nodes { id } } }", token: Forge(payload: p => p["role"] = "admin"));

        Assert.Equal(("FORBIDDEN", "user:read"), (answer.Code, answer.Rule));
    }

    [Fact]
    public async Task A_token_is_good_from_its_beginning_to_its_end()
    {
        await using var api = await AccountsApi.StartAsync(_api.Database, Keys(Old));
        var token = (await api.SignInAsync(_user.TenantId, _user.Email)).AccessToken;
        var now = api.Clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p["exp"] = now - 1), api));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(Forge(payload: p => p["nbf"] = now + 120), api));

        api.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal("ok", await CodeAsync(token, api));
        api.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("UNAUTHENTICATED", await CodeAsync(token, api));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9")]
    [InlineData("\"; DROP TABLE users; --")]
    public async Task Nonsense_is_no_token_and_no_fault(string token) => Assert.Equal("UNAUTHENTICATED", await CodeAsync(token));

    [Fact]
    public async Task A_bad_token_does_not_keep_anybody_from_what_is_for_everybody()
    {
        (await _api.GraphQLAsync(_user.TenantId, "{ tenant { id } }", token: "a.b.c")).Data("tenant");
    }

    [Fact]
    [Proves("rustok.tenant.mismatches")]
    public async Task A_token_of_one_tenant_is_refused_by_another_and_counted()
    {
        var other = (await _api.NewTenantAsync()).Id;
        using var counted = new CountedMetric("rustok.tenant.mismatches");

        using var graphQL = await _api.RequestAsync(HttpMethod.Post, "/graphql", other, new { query = "{ tenant { id } }" }, _user.AccessToken);
        using var rest = await _api.RequestAsync(HttpMethod.Get, "/api/auth/me", other, token: _user.AccessToken);

        foreach (var response in new[] { graphQL, rest })
        {
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(AccountsApi.Cancellation)).RootElement;
            Assert.Equal("FORBIDDEN", problem.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }

        Assert.True(counted.Sum(("source", "token")) >= 2);
    }

    [Fact]
    public async Task Keys_are_changed_without_anybody_being_signed_out()
    {
        await using var rotated = await AccountsApi.StartAsync(_api.Database, Keys(New, Old));
        (await rotated.GraphQLAsync(_user, "{ me { id } }")).Data("me");
        var fresh = await rotated.SignInAsync(_user.TenantId, _user.Email);
        Assert.Equal(New.Kid, (string?)JsonNode.Parse(Base64Url.DecodeFromChars(fresh.AccessToken.Split('.')[0]))!["kid"]);

        // A replica that has both from before, in the old order, reads what the new one signs.
        await using var waiting = await AccountsApi.StartAsync(_api.Database, Keys(Old, New));
        (await waiting.GraphQLAsync(fresh, "{ me { id } }")).Data("me");

        await using var done = await AccountsApi.StartAsync(_api.Database, Keys(New));
        (await done.GraphQLAsync(fresh, "{ me { id } }")).Data("me");
        Assert.Equal("UNAUTHENTICATED", (await done.GraphQLAsync(_user, "{ me { id } }")).Code);
    }

    [Fact]
    public void A_token_never_prints_itself()
    {
        var token = new AccessToken("eyJ.secret", DateTimeOffset.UnixEpoch);

        Assert.DoesNotContain("eyJ", token.ToString(), StringComparison.Ordinal);
        Assert.NotNull(_api.Services.GetRequiredService<AccessTokens>());
    }

    /// <summary>An API with a key that the tests know, and a user of it.</summary>
    public sealed class Fixture(SpineFixture spine) : IAsyncLifetime
    {
        internal AccountsApi Api { get; private set; } = null!;

        internal SignedInUser User { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Api = await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(CancellationToken.None), Keys(Old));
            User = await Api.SignInAsync((await Api.NewTenantAsync()).Id);
        }

        public ValueTask DisposeAsync() => Api.DisposeAsync();
    }
}

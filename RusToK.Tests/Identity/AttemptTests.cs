using System.Net;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class AttemptTests(ApiFixture fixture, SpineFixture spine) : IClassFixture<ApiFixture>, IAsyncLifetime
{
    private const string SignIn = "mutation($input: SignInInput!) { signIn(input: $input) { user { id } } }";

    private readonly AccountsApi _api = fixture.Api;
    private Guid _tenant;

    public async ValueTask InitializeAsync() => _tenant = (await _api.NewTenantAsync()).Id;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<GraphQLAnswer> TryAsync(string email, string password = "a wrong password", AccountsApi? api = null) =>
        (api ?? _api).GraphQLAsync(_tenant, SignIn, new { input = new { email, password } });

    private async Task ExecuteAsync(string sql) => await _api.ScalarAsync<object>($"WITH done AS ({sql} RETURNING 1) SELECT count(*) FROM done");

    /// <summary>As if the wait had been served.</summary>
    private Task ServeWaitAsync() => ExecuteAsync("UPDATE identity.attempts SET blocked_until = clock_timestamp() WHERE blocked_until > clock_timestamp()");

    [Fact]
    public async Task After_five_wrong_passwords_the_wait_doubles_with_each_further_one()
    {
        var user = await _api.NewUserAsync(_tenant);
        for (var i = 0; i < 5; i++)
            Assert.Equal("UNAUTHENTICATED", (await TryAsync(user.Email)).Code);

        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32])
        {
            var refused = await TryAsync(user.Email, AccountsApi.Password);
            Assert.Equal("RATE_LIMITED", refused.Code);
            // Rounded up from what is left.
            Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, Math.Max(1, seconds - 3), seconds);
            await ServeWaitAsync();
            Assert.Equal("UNAUTHENTICATED", (await TryAsync(user.Email)).Code);
        }
    }

    [Fact]
    public async Task The_wait_has_an_end()
    {
        var user = await _api.NewUserAsync(_tenant);
        await TryAsync(user.Email);
        await ExecuteAsync("UPDATE identity.attempts SET attempts = 1000 WHERE scope <> '00000000-0000-0000-0000-000000000000'");
        await TryAsync(user.Email);

        Assert.InRange((await TryAsync(user.Email)).RetryAfter!.Value.TotalMinutes, 14, 15);
    }

    [Fact]
    public async Task An_account_that_does_not_exist_is_limited_like_one_that_does()
    {
        var nobody = $"{Guid.NewGuid():N}@example.test";
        var user = await _api.NewUserAsync(_tenant);

        foreach (var email in new[] { nobody, user.Email })
        {
            var codes = new List<string>();
            for (var i = 0; i < 7; i++)
                codes.Add((await TryAsync(email)).Code);
            Assert.Equal([.. Enumerable.Repeat("UNAUTHENTICATED", 5), "RATE_LIMITED", "RATE_LIMITED"], codes);
        }
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_counted_like_a_hundred_in_turn()
    {
        // A wait that a busy machine does not serve by being slow.
        await using var api = await AccountsApi.StartAsync(_api.Database, ("Identity:Attempts:FirstDelaySeconds", "60"));
        var user = await _api.NewUserAsync(_tenant);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => TryAsync(user.Email, api: api)));

        Assert.Equal(5, answers.Count(a => a.Code == "UNAUTHENTICATED"));
        Assert.Equal(95, answers.Count(a => a.Code == "RATE_LIMITED"));
    }

    [Fact]
    public async Task The_right_password_makes_the_account_begin_anew()
    {
        var user = await _api.NewUserAsync(_tenant);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                Assert.Equal("UNAUTHENTICATED", (await TryAsync(user.Email)).Code);
            (await TryAsync(user.Email, AccountsApi.Password)).Data("signIn");
        }
    }

    [Fact]
    public async Task Attempts_at_one_tenant_do_not_limit_the_same_address_at_another()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        for (var i = 0; i < 6; i++)
            await TryAsync(email);
        var other = (await _api.NewTenantAsync()).Id;

        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(other, SignIn, new { input = new { email, password = "a wrong password" } })).Code);
    }

    [Fact]
    public async Task One_network_address_is_limited_whatever_accounts_it_tries_and_whatever_replica_it_asks()
    {
        // All tests come from one address: the attempts of the others would count here, and the wait would be theirs.
        var database = await spine.CreateDatabaseAsync(AccountsApi.Cancellation);
        (string, string)[] few = [("Identity:Attempts:FreePerAddress", "6")];
        await using var one = await AccountsApi.StartAsync(database, few);
        await using var other = await AccountsApi.StartAsync(database, few);
        _tenant = (await one.NewTenantAsync()).Id;
        for (var i = 0; i < 6; i++)
            Assert.Equal("UNAUTHENTICATED", (await TryAsync($"{Guid.NewGuid():N}@example.test", api: i % 2 == 0 ? one : other)).Code);

        Assert.Equal("RATE_LIMITED", (await TryAsync($"{Guid.NewGuid():N}@example.test", api: one)).Code);
        Assert.Equal("RATE_LIMITED", (await TryAsync($"{Guid.NewGuid():N}@example.test", api: other)).Code);
    }

    [Fact]
    public async Task Mails_cannot_be_asked_for_without_end()
    {
        var codes = new List<HttpStatusCode>();
        TimeSpan? wait = null;
        for (var i = 0; i < 7; i++)
        {
            using var response = await _api.RequestAsync(HttpMethod.Post, "/api/auth/request-password-reset", _tenant, new { email = "somebody@example.test" });
            codes.Add(response.StatusCode);
            wait = response.Headers.RetryAfter?.Delta;
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Accepted, 5), HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], codes);
        Assert.Equal(TimeSpan.FromSeconds(1), wait);
    }

    [Fact]
    public async Task No_address_is_kept_where_attempts_are_counted()
    {
        await TryAsync("marked-address@example.test");

        Assert.Equal(0, await _api.ScalarAsync<long>(
            "SELECT count(*) FROM identity.attempts a WHERE encode(a.key, 'escape') LIKE '%marked%' OR octet_length(a.key) <> 32"));
        Assert.True(await _api.ScalarAsync<long>("SELECT count(*) FROM identity.attempts") > 0);
    }

    [Fact]
    public async Task What_no_longer_counts_is_removed()
    {
        var user = await _api.SignInAsync(_tenant);
        await ExecuteAsync("UPDATE identity.attempts SET last_at = last_at - interval '2 days', blocked_until = '-infinity'");
        await ExecuteAsync("UPDATE identity.sessions SET expires_at = expires_at - interval '60 days'");

        Assert.True(await _api.ScalarAsync<long>("SELECT identity.tidy(86400)") >= 2);

        Assert.Equal(0, await _api.ScalarAsync<long>("SELECT count(*) FROM identity.sessions WHERE user_id = $1", user.Id));
        Assert.Equal(0, await _api.ScalarAsync<long>("SELECT count(*) FROM identity.attempts"));
    }
}

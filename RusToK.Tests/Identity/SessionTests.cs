using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class SessionTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string RefreshMutation = "mutation($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken refreshToken refreshTokenExpiresAt } }";
    private const string ChangeMutation = "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { done } }";
    private const string RevokeMutation = "mutation($input: RevokeSessionInput!) { revokeSession(input: $input) { session { id revokedAt } } }";
    private const string Sessions = "{ mySessions { id isCurrent userAgent } }";

    private readonly AccountsApi _api = fixture.Api;

    private Task<GraphQLAnswer> RefreshAsync(Guid tenant, string token, AccountsApi? api = null) =>
        (api ?? _api).GraphQLAsync(tenant, RefreshMutation, new { input = new { refreshToken = token } });

    private static string TokenOf(GraphQLAnswer answer) => answer.Data("refreshSession").GetProperty("refreshToken").GetString()!;

    private Task<string> ReasonAsync(Guid userId) =>
        _api.ScalarAsync<string>("SELECT string_agg(revoked_because, ',') FROM identity.sessions WHERE user_id = $1", userId);

    [Fact]
    public async Task A_refresh_token_is_good_once_and_gives_the_next()
    {
        var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);

        var next = await RefreshAsync(user.TenantId, user.RefreshToken);

        Assert.NotEqual(user.RefreshToken, TokenOf(next));
        (await _api.GraphQLAsync(user.TenantId, "{ me { id } }", token: next.Data("refreshSession").GetProperty("accessToken").GetString())).Data("me");
        (await RefreshAsync(user.TenantId, TokenOf(next))).Data("refreshSession");
    }

    [Fact]
    public async Task A_refresh_token_that_comes_again_ends_the_session_for_both_who_have_it()
    {
        var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);
        var next = TokenOf(await RefreshAsync(user.TenantId, user.RefreshToken));

        Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(user.TenantId, user.RefreshToken)).Code);

        Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(user.TenantId, next)).Code);
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(user, "{ me { id } }")).Code);
        Assert.Equal("token_reused", await ReasonAsync(user.Id));
        Assert.Equal("token_reused", await _api.ScalarAsync<string>(
            "SELECT payload->>'reason' FROM events.log WHERE tenant_id = $1 AND type = 'user.session_revoked'", user.TenantId));
    }

    [Fact]
    public async Task Of_twenty_uses_of_one_token_at_once_at_most_one_wins_and_the_session_is_dead()
    {
        for (var round = 0; round < 5; round++)
        {
            var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);

            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RefreshAsync(user.TenantId, user.RefreshToken)));

            var winners = answers.Where(a => a.Errors.Count == 0).ToList();
            Assert.True(winners.Count <= 1, $"{winners.Count} uses of one token won");
            Assert.All(answers.Except(winners), a => Assert.Equal("UNAUTHENTICATED", a.Code));
            Assert.Equal("token_reused", await ReasonAsync(user.Id));
            foreach (var winner in winners)
                Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(user.TenantId, TokenOf(winner))).Code);
            Assert.Equal(1, await _api.ScalarAsync<long>(
                "SELECT count(*) FROM events.log WHERE tenant_id = $1 AND type = 'user.session_revoked'", user.TenantId));
        }
    }

    [Fact]
    public async Task A_token_that_was_never_given_is_refused_and_ends_nothing()
    {
        var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);

        foreach (var token in new[] { "", "nonsense", new string('A', 64), user.RefreshToken + "A", user.AccessToken })
            Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(user.TenantId, token)).Code);

        (await RefreshAsync(user.TenantId, user.RefreshToken)).Data("refreshSession");
    }

    [Fact]
    public async Task A_refresh_token_of_one_tenant_is_refused_by_another()
    {
        var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);

        Assert.Equal("UNAUTHENTICATED", (await RefreshAsync((await _api.NewTenantAsync()).Id, user.RefreshToken)).Code);

        (await RefreshAsync(user.TenantId, user.RefreshToken)).Data("refreshSession");
    }

    [Fact]
    public async Task Only_hashes_of_refresh_tokens_are_stored()
    {
        var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);

        var row = await _api.ScalarAsync<string>("SELECT encode(token_hash, 'hex') || encode(family_hash, 'hex') FROM identity.sessions WHERE user_id = $1", user.Id);

        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(user.RefreshToken);
        var hashes = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))
            + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.AsSpan(0, 16)));
        Assert.Equal(hashes, row);
    }

    [Fact]
    public async Task A_session_lives_on_while_it_is_used_and_not_beyond_its_end()
    {
        await using var api = await AccountsApi.StartAsync(_api.Database, ("Identity:SessionIdleDays", "10"), ("Identity:SessionDays", "25"));
        var user = await api.SignInAsync((await api.NewTenantAsync()).Id);
        var start = api.Clock.GetUtcNow();
        var token = user.RefreshToken;
        for (var day = 8; day <= 24; day += 8)
        {
            api.Clock.Advance(TimeSpan.FromDays(8));
            var answer = await RefreshAsync(user.TenantId, token, api);
            token = TokenOf(answer);
            var expires = answer.Data("refreshSession").GetProperty("refreshTokenExpiresAt").GetDateTimeOffset();
            Assert.Equal(Math.Min(day + 10, 25), (expires - start).TotalDays, 0.1);
        }

        api.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(user.TenantId, token, api)).Code);
    }

    [Fact]
    public async Task A_session_that_is_not_used_ends()
    {
        await using var api = await AccountsApi.StartAsync(_api.Database, ("Identity:SessionIdleDays", "10"));
        var user = await api.SignInAsync((await api.NewTenantAsync()).Id);
        api.Clock.Advance(TimeSpan.FromDays(11));

        Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(user.TenantId, user.RefreshToken, api)).Code);
    }

    [Fact]
    public async Task Signing_out_ends_this_session_and_no_other()
    {
        var one = await _api.SignInAsync((await _api.NewTenantAsync()).Id);
        var other = await _api.SignInAsync(one.TenantId, one.Email);

        (await _api.GraphQLAsync(one, "mutation { signOut { done } }")).Data("signOut");

        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(one, "{ me { id } }")).Code);
        Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(one.TenantId, one.RefreshToken)).Code);
        (await _api.GraphQLAsync(other, "{ me { id } }")).Data("me");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_all_sessions_of_the_user_and_of_nobody_else()
    {
        var one = await _api.SignInAsync((await _api.NewTenantAsync()).Id);
        var other = await _api.SignInAsync(one.TenantId, one.Email);
        var somebody = await _api.SignInAsync(one.TenantId);

        (await _api.GraphQLAsync(one, "mutation { signOutEverywhere { done } }")).Data("signOutEverywhere");

        foreach (var session in new[] { one, other })
        {
            Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(session, "{ me { id } }")).Code);
            Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(session.TenantId, session.RefreshToken)).Code);
        }

        (await _api.GraphQLAsync(somebody, "{ me { id } }")).Data("me");
    }

    [Fact]
    public async Task A_changed_password_ends_the_other_sessions()
    {
        var one = await _api.SignInAsync((await _api.NewTenantAsync()).Id);
        var other = await _api.SignInAsync(one.TenantId, one.Email);

        (await _api.GraphQLAsync(one, ChangeMutation, new { input = new { currentPassword = AccountsApi.Password, newPassword = "an entirely new secret" } })).Data("changePassword");

        (await _api.GraphQLAsync(one, "{ me { id } }")).Data("me");
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(other, "{ me { id } }")).Code);
        await _api.SignInAsync(one.TenantId, one.Email, "an entirely new secret");
    }

    [Fact]
    public async Task A_password_is_changed_only_by_who_knows_it()
    {
        var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);

        var answer = await _api.GraphQLAsync(user, ChangeMutation, new { input = new { currentPassword = "a guess of the secret", newPassword = "an entirely new secret" } });

        Assert.Equal(("VALIDATION", "input.currentPassword"), (answer.Code, answer.Field));
        await _api.SignInAsync(user.TenantId, user.Email);
    }

    [Fact]
    public async Task Users_see_their_own_sessions_and_end_one_of_them()
    {
        var one = await _api.SignInAsync((await _api.NewTenantAsync()).Id);
        var other = await _api.SignInAsync(one.TenantId, one.Email);
        await _api.SignInAsync(one.TenantId);
        var sessions = (await _api.GraphQLAsync(one, Sessions)).Data("mySessions").EnumerateArray().ToList();
        Assert.Equal([false, true], sessions.Select(s => s.GetProperty("isCurrent").GetBoolean()));

        var ended = (await _api.GraphQLAsync(one, RevokeMutation, new { input = new { id = sessions[0].GetProperty("id").GetGuid() } })).Data("revokeSession");

        Assert.NotEqual(default, ended.GetProperty("session").GetProperty("revokedAt").GetDateTimeOffset());
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(other, "{ me { id } }")).Code);
        Assert.Single((await _api.GraphQLAsync(one, Sessions)).Data("mySessions").EnumerateArray());
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_somebody_else_but_an_administrator()
    {
        var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);
        var stranger = await _api.SignInAsync(user.TenantId, Role.Manager);
        var admin = await _api.SignInAsync(user.TenantId, Role.Admin);
        var id = (await _api.GraphQLAsync(user, Sessions)).Data("mySessions")[0].GetProperty("id").GetGuid();

        Assert.Equal("NOT_FOUND", (await _api.GraphQLAsync(stranger, RevokeMutation, new { input = new { id } })).Code);
        (await _api.GraphQLAsync(user, "{ me { id } }")).Data("me");
        (await _api.GraphQLAsync(admin, RevokeMutation, new { input = new { id } })).Data("revokeSession");
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(user, "{ me { id } }")).Code);
    }

    [Fact]
    public async Task Another_process_notices_within_the_bound_that_a_session_has_ended()
    {
        await using var replica = await AccountsApi.StartAsync(
            _api.Database, [("Identity:SessionCheckSeconds", "1"), .. KeyOf()]);
        await using var other = await AccountsApi.StartAsync(_api.Database, KeyOf());
        var user = await other.SignInAsync((await other.NewTenantAsync()).Id);
        (await replica.GraphQLAsync(user, "{ me { id } }")).Data("me");

        (await other.GraphQLAsync(user, "mutation { signOut { done } }")).Data("signOut");
        var since = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.HoldsAsync(async () => (await replica.GraphQLAsync(user, "{ me { id } }")).Errors.Count == 1, AccountsApi.Cancellation);

        // The bound and what a busy machine adds to it.
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));

        static (string, string)[] KeyOf() =>
        [
            ("Identity:SigningKeys:0:Kid", "development-shared"), ("Identity:SigningKeys:0:Secret", Convert.ToBase64String(new byte[32].Select((_, i) => (byte)i).ToArray())),
        ];
    }

    [Fact]
    public async Task A_disabled_user_is_out_at_once_and_a_changed_role_counts_at_once()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var (user, admin) = (await _api.SignInAsync(tenant, Role.Manager), await _api.SignInAsync(tenant, Role.Admin));
        (await _api.GraphQLAsync(user, "{ users { nodes { id } } }")).Data("users");

        await _api.SendAsync<SetUserRole, User>(tenant, new SetUserRole(user.Id, Role.Customer));
        Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(user, "{ users { nodes { id } } }")).Code);

        await _api.SendAsync<DisableUser, User>(tenant, new DisableUser(user.Id));
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(user, "{ me { id } }")).Code);
        Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(tenant, user.RefreshToken)).Code);
        Assert.Equal("user_disabled", await ReasonAsync(user.Id));
        (await _api.GraphQLAsync(admin, "{ me { id } }")).Data("me");
    }
}

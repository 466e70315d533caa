using System.Diagnostics;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class IdentityTelemetryTests(SpineFixture spine)
{
    private const string Mark = "marked7f3a";
    private const string Password = Mark + " password of mine";

    private async Task<AccountsApi> StartAsync(RecordedTelemetry? telemetry = null, params (string, string)[] settings) =>
        await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(AccountsApi.Cancellation), telemetry, "Development", settings);

    [Fact]
    public async Task The_user_is_on_every_span_of_a_request_and_in_its_events()
    {
        using var telemetry = new RecordedTelemetry();
        await using var api = await StartAsync(telemetry);
        var manager = await api.SignInAsync((await api.NewTenantAsync()).Id, Role.Manager);

        var answer = await api.GraphQLAsync(
            manager, "mutation { createTag(input: { translations: [{ locale: \"en\", name: \"Red\" }] }) { tag { id } } }");

        answer.Data("createTag");
        var trace = answer.Body.GetProperty("extensions").GetProperty("traceId").GetString();
        await Eventually.HoldsAsync(() => telemetry.Spans.Any(s => IsOf(s) && s.Kind == ActivityKind.Server), AccountsApi.Cancellation);
        // Looking up the tenant and the session comes before anybody can know who it is.
        var spans = telemetry.Spans
            .Where(s => IsOf(s) && (s.Source.Name.StartsWith("RusToK.", StringComparison.Ordinal) || s.Kind == ActivityKind.Server || s.DisplayName.Contains("events.log", StringComparison.Ordinal)))
            .ToList();
        Assert.Contains(spans, s => s.DisplayName.Contains("events.log", StringComparison.Ordinal));
        Assert.Contains(spans, s => s.DisplayName == "create tag.created");
        Assert.Contains(spans, s => s.DisplayName == "content.create_tag");
        Assert.All(spans, s => Assert.True(
            Equals(s.GetTagItem("user.id"), manager.Id.ToString()) && s.GetBaggageItem("user.id") == manager.Id.ToString(), $"{s.DisplayName} has no user"));
        Assert.Equal(manager.Id, await api.ScalarAsync<Guid>("SELECT actor_id FROM events.log WHERE type = 'tag.created'"));

        bool IsOf(Activity span) => span.TraceId.ToHexString() == trace && span.Source.Name != "System.Net.Http";
    }

    [Fact]
    public async Task Nobody_is_on_the_spans_of_an_anonymous_request_whatever_baggage_it_brings()
    {
        using var telemetry = new RecordedTelemetry();
        await using var api = await StartAsync(telemetry);
        var tenant = (await api.NewTenantAsync()).Id;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.Add("X-Tenant-ID", tenant.ToString());
        request.Headers.Add("baggage", $"user.id={Guid.NewGuid()}");
        request.Headers.Add("traceparent", "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        using var response = await api.Client.SendAsync(request, AccountsApi.Cancellation);

        await Eventually.HoldsAsync(() => telemetry.Spans.Any(IsOf), AccountsApi.Cancellation);
        Assert.All(telemetry.Spans.Where(IsOf), s => Assert.True(s.GetTagItem("user.id") is null && s.GetBaggageItem("user.id") is null));

        static bool IsOf(Activity span) => span.TraceId.ToHexString() == "5bf92f3577b34da6a3ce929d0e0e4736" && span.Kind == ActivityKind.Server;
    }

    [Fact]
    public async Task A_request_without_a_token_asks_nothing_about_sessions_and_one_with_a_token_once_within_the_bound()
    {
        using var telemetry = new RecordedTelemetry();
        await using var api = await StartAsync(telemetry, ("Identity:SessionCheckSeconds", "60"));
        var user = await api.SignInAsync((await api.NewTenantAsync()).Id);

        var asked = new List<int>();
        foreach (var token in (string?[])[null, user.AccessToken, user.AccessToken, null])
        {
            var trace = (await api.GraphQLAsync(user.TenantId, "{ tenant { slug } }", token: token)).Body.GetProperty("extensions").GetProperty("traceId").GetString();
            await Eventually.HoldsAsync(
                () => telemetry.Spans.Any(s => s.TraceId.ToHexString() == trace && s.Kind == ActivityKind.Server), AccountsApi.Cancellation);
            asked.Add(telemetry.Spans.Count(s => s.TraceId.ToHexString() == trace && s.DisplayName.Contains("identity.", StringComparison.Ordinal)));
        }

        Assert.Equal([0, 1, 0, 0], asked);
    }

    [Fact]
    [Proves("rustok.users.activity")]
    public async Task What_users_do_is_counted_and_every_series_begins_at_zero()
    {
        using var counted = new CountedMetric("rustok.users.activity");
        await using var api = await StartAsync();
        foreach (var activity in new[]
        {
            "sign_up", "sign_in", "refresh_session", "sign_out", "sign_out_everywhere", "change_password", "request_password_reset", "reset_password",
            "request_email_verification", "verify_email", "revoke_session", "create_user", "update_user", "set_user_role", "disable_user", "enable_user",
        })
            foreach (var outcome in (string[])["ok", "refused", "limited", "failed", "cancelled"])
                Assert.True(counted.HasZero(("activity", activity), ("outcome", outcome)), $"{activity} {outcome}");
        Assert.True(counted.HasZero(("activity", "refresh_session"), ("outcome", "reused")));

        var tenant = (await api.NewTenantAsync()).Id;
        var user = await api.NewUserAsync(tenant);
        for (var i = 0; i < 6; i++)
            await api.GraphQLAsync(tenant, "mutation($input: SignInInput!) { signIn(input: $input) { user { id } } }", new { input = new { email = user.Email, password = "wrong" } });

        Assert.True(counted.Sum(("activity", "sign_in"), ("outcome", "refused")) >= 5);
        Assert.True(counted.Sum(("activity", "sign_in"), ("outcome", "limited")) >= 1);
        Assert.True(counted.Sum(("activity", "create_user"), ("outcome", "ok")) >= 1);
    }

    [Fact]
    public async Task No_password_no_token_and_no_address_is_in_any_span_log_metric_error_or_event()
    {
        using var telemetry = new RecordedTelemetry();
        await using var api = await StartAsync(telemetry, ("Identity:Attempts:FreePerAccount", "7"));
        var tenant = (await api.NewTenantAsync()).Id;
        var secrets = new List<string> { Mark };
        var errors = new List<string>();

        // Everything that can be done with an account, well and badly, by both ways.
        var email = $"{Mark}.one@example.test";
        var name = $"{Mark} name";
        await RunAsync("mutation($i: SignUpInput!) { signUp(input: $i) { done } }", new { email, password = Password, displayName = name });
        await RunAsync("mutation($i: SignUpInput!) { signUp(input: $i) { done } }", new { email = Mark, password = Mark });
        await RunAsync("mutation($i: RequestEmailVerificationInput!) { requestEmailVerification(input: $i) { done } }", new { email });
        secrets.Add((await api.MailToAsync(email)).Token.Value!);
        var verification = (await api.MailToAsync(email)).Token.Value!;
        secrets.Add(verification);
        await RunAsync("mutation($i: VerifyEmailInput!) { verifyEmail(input: $i) { done } }", new { token = verification });
        await RunAsync("mutation($i: VerifyEmailInput!) { verifyEmail(input: $i) { done } }", new { token = verification });
        await RunAsync("mutation($i: SignUpInput!) { signUp(input: $i) { done } }", new { email, password = Password });
        secrets.Add((await api.MailToAsync(email)).Token.Value!);
        var user = await api.SignInAsync(tenant, email, Password);
        secrets.AddRange([user.AccessToken, user.RefreshToken, user.AccessToken.Split('.')[2]]);
        await RunAsync("mutation($i: SignInInput!) { signIn(input: $i) { user { id } } }", new { email, password = Mark + " wrong" });
        await RunAsync("mutation($i: SignInInput!) { signIn(input: $i) { user { id } } }", new { email = $"{Mark}.nobody@example.test", password = Password });
        // In the text of the document, and of the wrong type.
        await RunAsync($$"""mutation { signIn(input: { email: "{{email}}", password: "{{Password}}" }) { user { id } } }""", null);
        await RunAsync($$"""mutation { {{Mark}}(input: { email: "{{email}}" }) { user { id } } }""", null, isEcho: true);
        await RunAsync("mutation($i: RefreshSessionInput!) { refreshSession(input: $i) { user { id } } }", new { refreshToken = user.RefreshToken });
        await RunAsync("mutation($i: RefreshSessionInput!) { refreshSession(input: $i) { user { id } } }", new { refreshToken = user.RefreshToken });
        user = await api.SignInAsync(tenant, email, Password);
        secrets.AddRange([user.AccessToken, user.RefreshToken]);
        await RunAsync("mutation($i: ChangePasswordInput!) { changePassword(input: $i) { done } }", new { currentPassword = Mark + " wrong", newPassword = Mark + " another one" }, user.AccessToken);
        await RunAsync("mutation($i: RequestPasswordResetInput!) { requestPasswordReset(input: $i) { done } }", new { email });
        var reset = (await api.MailToAsync(email)).Token.Value!;
        secrets.Add(reset);
        await RunAsync("mutation($i: ResetPasswordInput!) { resetPassword(input: $i) { done } }", new { token = reset, newPassword = Mark });
        await RunAsync("mutation($i: ResetPasswordInput!) { resetPassword(input: $i) { done } }", new { token = reset, newPassword = Mark + " yet another" });
        var admin = await api.SignInAsync(tenant, Role.Admin);
        await RunAsync("mutation($i: CreateUserInput!) { createUser(input: $i) { user { id } } }", new { email, password = Password }, admin.AccessToken);
        await RunAsync("mutation($i: CreateUserInput!) { createUser(input: $i) { user { id } } }", new { email = $"{Mark}.two@example.test" }, admin.AccessToken);
        await RunAsync("mutation($i: UpdateUserInput!) { updateUser(input: $i) { user { id } } }", new { id = admin.Id, email }, admin.AccessToken);
        await RunAsync("query($i: UserFilter!) { users(filter: $i) { nodes { id } } }", new { email }, admin.AccessToken);
        for (var i = 0; i < 8; i++)
            await RunAsync("mutation($i: SignInInput!) { signIn(input: $i) { user { id } } }", new { email, password = Password });
        foreach (var (path, body) in new (string, object)[]
        {
            ("sign-up", new { email, password = Mark }), ("sign-in", new { email, password = Password }), ("refresh", new { refreshToken = user.RefreshToken }),
            ("sign-in", new { email = new { address = email } }), ("reset-password", new { token = reset, newPassword = Password }),
        })
        {
            using var response = await api.RequestAsync(HttpMethod.Post, $"/api/auth/{path}", tenant, body, Mark);
            if (!response.IsSuccessStatusCode)
                errors.Add(await response.Content.ReadAsStringAsync(AccountsApi.Cancellation));
        }

        // What the database itself would say of a race.
        await Assert.ThrowsAsync<Core.Errors.ConflictException>(() => Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            api.SendAsync<CreateUser, User>(tenant, new CreateUser($"{Mark}.race@example.test", name, Role.Customer)))));

        var events = await api.ScalarAsync<string>("SELECT string_agg(payload::text || coalesce(baggage, '') || coalesce(tracestate, ''), E'\\n') FROM events.log");
        Assert.True(telemetry.Spans.Count > 100 && telemetry.Logs.Count > 20 && errors.Count > 10, $"{telemetry.Spans.Count} spans, {telemetry.Logs.Count} logs, {errors.Count} errors");
        foreach (var (kind, texts) in new (string, IEnumerable<string>)[] { ("telemetry", telemetry.Everything), ("errors", errors), ("events", [events]) })
            Assert.Empty(texts.Where(t => secrets.Any(s => t.Contains(s, StringComparison.OrdinalIgnoreCase))).Select(t => $"{kind}: {t}"));
        Assert.DoesNotContain(secrets, s => events.Contains(s, StringComparison.OrdinalIgnoreCase));

        async Task RunAsync(string query, object? i, string? token = null, bool isEcho = false)
        {
            var answer = await api.GraphQLAsync(tenant, query, i is null ? null : new { i }, token);
            // An error may name what the client's own document calls a field.
            if (!isEcho)
                errors.AddRange(answer.Errors.Select(e => e.ToString()));
        }
    }
}

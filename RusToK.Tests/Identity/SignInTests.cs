using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.Passwords;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class SignInTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string SignUpMutation = "mutation($input: SignUpInput!) { signUp(input: $input) { done } }";
    private const string SignInMutation = "mutation($input: SignInInput!) { signIn(input: $input) { accessToken user { id email role status } } }";
    private const string VerifyMutation = "mutation($input: VerifyEmailInput!) { verifyEmail(input: $input) { done } }";
    private const string RequestResetMutation = "mutation($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) { done } }";
    private const string ResetMutation = "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { done } }";
    private const string RequestVerificationMutation = "mutation($input: RequestEmailVerificationInput!) { requestEmailVerification(input: $input) { done } }";

    private readonly AccountsApi _api = fixture.Api;

    private static string NewAddress() => $"{Guid.NewGuid():N}@Example.test";

    private async Task SignUpAsync(Guid tenant, string email, string password = AccountsApi.Password) =>
        (await _api.GraphQLAsync(tenant, SignUpMutation, new { input = new { email, password, displayName = "Someone" } })).Data("signUp");

    private Task<GraphQLAnswer> TrySignInAsync(Guid tenant, string email, string password = AccountsApi.Password) =>
        _api.GraphQLAsync(tenant, SignInMutation, new { input = new { email, password } });

    private Task<GraphQLAnswer> VerifyAsync(Guid tenant, MailMessage mail) =>
        _api.GraphQLAsync(tenant, VerifyMutation, new { input = new { token = mail.Token.Value } });

    [Fact]
    public async Task Who_signs_up_and_proves_the_address_is_a_customer_who_can_sign_in()
    {
        var (tenant, email) = ((await _api.NewTenantAsync()).Id, NewAddress());
        await SignUpAsync(tenant, email);
        var mail = await _api.MailToAsync(email);
        Assert.Equal(MailKind.VerifyEmail, mail.Kind);

        (await VerifyAsync(tenant, mail)).Data("verifyEmail");

        var user = (await TrySignInAsync(tenant, email)).Data("signIn").GetProperty("user");
        Assert.Equal("CUSTOMER", user.GetProperty("role").GetString());
        Assert.Equal("ACTIVE", user.GetProperty("status").GetString());
    }

    [Fact]
    public async Task An_address_is_the_same_in_any_case()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var user = await _api.NewUserAsync(tenant, email: NewAddress());

        (await TrySignInAsync(tenant, user.Email.ToUpperInvariant())).Data("signIn");
        (await TrySignInAsync(tenant, $" {user.Email.ToLowerInvariant()} ")).Data("signIn");
    }

    [Fact]
    public async Task The_same_address_at_two_tenants_is_two_users()
    {
        var (one, other, email) = ((await _api.NewTenantAsync()).Id, (await _api.NewTenantAsync()).Id, NewAddress());
        await _api.NewUserAsync(one, email: email);

        Assert.Equal("UNAUTHENTICATED", (await TrySignInAsync(other, email)).Code);
        await _api.NewUserAsync(other, email: email);
        (await TrySignInAsync(other, email)).Data("signIn");
    }

    [Fact]
    public async Task Every_way_not_to_be_let_in_answers_the_same_after_the_same_work()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var hashing = _api.Services.GetRequiredService<PasswordHashing>();
        var active = await _api.NewUserAsync(tenant);
        var disabled = await _api.NewUserAsync(tenant);
        await _api.SendAsync<DisableUser, User>(tenant, new DisableUser(disabled.Id));
        var invited = await _api.SendAsync<CreateUser, User>(tenant, new CreateUser(NewAddress(), null, Role.Customer));
        var signedUp = NewAddress();
        await SignUpAsync(tenant, signedUp);

        var answers = new List<(string Code, string Message, long Work)>();
        foreach (var (email, password) in new[]
        {
            (active.Email, "some other secret"), (disabled.Email, AccountsApi.Password), (invited.Email, AccountsApi.Password),
            (signedUp, AccountsApi.Password), (NewAddress(), AccountsApi.Password),
        })
        {
            var before = hashing.Runs;
            var answer = await TrySignInAsync(tenant, email, password);
            answers.Add((answer.Code, answer.Message, hashing.Runs - before));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(("UNAUTHENTICATED", 1), (answers[0].Code, answers[0].Work));
    }

    [Fact]
    public async Task Signing_up_answers_the_same_whether_the_address_has_an_account()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var hashing = _api.Services.GetRequiredService<PasswordHashing>();
        var existing = await _api.NewUserAsync(tenant);
        var disabled = await _api.NewUserAsync(tenant);
        await _api.SendAsync<DisableUser, User>(tenant, new DisableUser(disabled.Id));

        var answers = new List<(string Body, long Work)>();
        foreach (var email in new[] { existing.Email, disabled.Email, NewAddress() })
        {
            var before = hashing.Runs;
            var answer = await _api.GraphQLAsync(tenant, SignUpMutation, new { input = new { email, password = AccountsApi.Password } });
            answers.Add((answer.Body.GetProperty("data").ToString(), hashing.Runs - before));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(MailKind.AlreadyRegistered, (await _api.MailToAsync(existing.Email)).Kind);
        Assert.DoesNotContain(_api.Services.GetRequiredService<DevelopmentMailbox>().Mails, m => m.To == disabled.Email);
        (await TrySignInAsync(tenant, existing.Email)).Data("signIn");
    }

    [Fact]
    public async Task Twenty_sign_ups_of_one_address_at_once_make_one_user_and_no_error()
    {
        var (tenant, email) = ((await _api.NewTenantAsync()).Id, NewAddress());

        // As commands: the limit of attempts is not what is tested here.
        await using var api = await AccountsApi.StartAsync(_api.Database, ("Identity:Attempts:FreePerAccount", "1000"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            api.GraphQLAsync(tenant, SignUpMutation, new { input = new { email, password = AccountsApi.Password } })));

        Assert.All(answers, a => Assert.True(a.Data("signUp").GetProperty("done").GetBoolean()));
        Assert.Equal(1, await _api.ScalarAsync<long>("SELECT count(*) FROM identity.users WHERE tenant_id = $1", tenant));
        Assert.Equal(1, await _api.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE tenant_id = $1 AND type = 'user.registered'", tenant));
    }

    [Fact]
    public async Task Who_proves_an_address_gets_the_password_of_their_own_sign_up_and_not_of_one_before()
    {
        var (tenant, email) = ((await _api.NewTenantAsync()).Id, NewAddress());
        await SignUpAsync(tenant, email, "password of a stranger");
        await _api.MailToAsync(email);
        await SignUpAsync(tenant, email, "password of the owner");
        var mail = await _api.MailToAsync(email);

        (await VerifyAsync(tenant, mail)).Data("verifyEmail");

        (await TrySignInAsync(tenant, email, "password of the owner")).Data("signIn");
        Assert.Equal("UNAUTHENTICATED", (await TrySignInAsync(tenant, email, "password of a stranger")).Code);
    }

    [Fact]
    public async Task The_mail_of_a_sign_up_can_be_asked_for_again()
    {
        var (tenant, email) = ((await _api.NewTenantAsync()).Id, NewAddress());
        await SignUpAsync(tenant, email);
        await _api.MailToAsync(email);

        (await _api.GraphQLAsync(tenant, RequestVerificationMutation, new { input = new { email } })).Data("requestEmailVerification");
        (await VerifyAsync(tenant, await _api.MailToAsync(email))).Data("verifyEmail");

        (await TrySignInAsync(tenant, email)).Data("signIn");
        var unknown = await _api.GraphQLAsync(tenant, RequestVerificationMutation, new { input = new { email = NewAddress() } });
        Assert.True(unknown.Data("requestEmailVerification").GetProperty("done").GetBoolean());
    }

    [Fact]
    public async Task A_forgotten_password_is_set_by_the_token_of_a_mail_once()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var user = await _api.SignInAsync(tenant);
        (await _api.GraphQLAsync(tenant, RequestResetMutation, new { input = new { email = user.Email } })).Data("requestPasswordReset");
        var mail = await _api.MailToAsync(user.Email);
        var input = new { input = new { token = mail.Token.Value, newPassword = "an entirely new secret" } };

        (await _api.GraphQLAsync(tenant, ResetMutation, input)).Data("resetPassword");

        Assert.Equal("UNAUTHENTICATED", (await TrySignInAsync(tenant, user.Email)).Code);
        (await TrySignInAsync(tenant, user.Email, "an entirely new secret")).Data("signIn");
        Assert.Equal(("VALIDATION", "token"), (await _api.GraphQLAsync(tenant, ResetMutation, input)) is var again ? (again.Code, again.Rule) : default);
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(user, "{ me { id } }")).Code);
    }

    [Fact]
    public async Task Asking_for_a_reset_answers_the_same_for_every_address()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var user = await _api.NewUserAsync(tenant);

        var known = await _api.GraphQLAsync(tenant, RequestResetMutation, new { input = new { email = user.Email } });
        var unknown = await _api.GraphQLAsync(tenant, RequestResetMutation, new { input = new { email = NewAddress() } });

        Assert.Equal(known.Data("requestPasswordReset").ToString(), unknown.Data("requestPasswordReset").ToString());
    }

    [Fact]
    public async Task A_token_of_a_mail_expires_and_is_of_its_tenant()
    {
        await using var api = await AccountsApi.StartAsync(_api.Database);
        var (tenant, other) = ((await api.NewTenantAsync()).Id, (await api.NewTenantAsync()).Id);
        var user = await api.NewUserAsync(tenant);
        (await api.GraphQLAsync(tenant, RequestResetMutation, new { input = new { email = user.Email } })).Data("requestPasswordReset");
        var input = new { input = new { token = (await api.MailToAsync(user.Email)).Token.Value, newPassword = "an entirely new secret" } };

        Assert.Equal("VALIDATION", (await api.GraphQLAsync(other, ResetMutation, input)).Code);
        api.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("VALIDATION", (await api.GraphQLAsync(tenant, ResetMutation, input)).Code);
    }

    [Theory]
    [InlineData("short", "length")]
    [InlineData("PASSWORDpassword", "common")]
    [InlineData("aaaaaaaaaaaaaaaa", "common")]
    [InlineData("somebody@example.test", "email")]
    public async Task A_password_that_is_guessed_first_is_refused(string password, string rule)
    {
        var tenant = (await _api.NewTenantAsync()).Id;

        var answer = await _api.GraphQLAsync(tenant, SignUpMutation, new { input = new { email = "somebody@example.test", password } });

        Assert.Equal(("VALIDATION", "input.password", rule), (answer.Code, answer.Field, answer.Rule));
    }

    [Fact]
    public async Task A_password_has_at_most_128_characters()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var rules = (string Password) => _api.GraphQLAsync(tenant, SignUpMutation, new { input = new { email = NewAddress(), password = Password } });

        Assert.Equal("length", (await rules(string.Concat(Enumerable.Repeat("ab", 65)))).Rule);
        (await rules(string.Concat(Enumerable.Repeat("ab", 64)))).Data("signUp");
    }

    [Fact]
    public async Task A_weakly_hashed_password_is_hashed_anew_at_the_next_sign_in()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var user = await _api.NewUserAsync(tenant);
        var weak = await _api.ScalarAsync<string>("SELECT password_hash FROM identity.users WHERE id = $1", user.Id);
        await using var stronger = await AccountsApi.StartAsync(_api.Database, ("Identity:Passwords:Iterations", "2000"));

        await stronger.SignInAsync(tenant, user.Email);

        var strong = await _api.ScalarAsync<string>("SELECT password_hash FROM identity.users WHERE id = $1", user.Id);
        Assert.NotEqual(weak, strong);
        Assert.Equal([1000, 2000], new[] { weak, strong }.Select(IterationsOf));
        await stronger.SignInAsync(tenant, user.Email);
        Assert.Equal(strong, await _api.ScalarAsync<string>("SELECT password_hash FROM identity.users WHERE id = $1", user.Id));
    }

    [Fact]
    public async Task A_flood_of_sign_ins_is_refused_beyond_the_queue_and_the_rest_served()
    {
        await using var api = await AccountsApi.StartAsync(
            _api.Database, ("Identity:Passwords:Concurrency", "1"), ("Identity:Passwords:Queue", "2"), ("Identity:Passwords:Iterations", "200000"),
            ("Identity:Attempts:FreePerAccount", "1000"));
        var tenant = (await api.NewTenantAsync()).Id;
        var user = await api.NewUserAsync(tenant);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ =>
            api.GraphQLAsync(tenant, SignInMutation, new { input = new { email = user.Email, password = AccountsApi.Password } })));

        Assert.Contains(answers, a => a.Errors.Count == 0);
        var refused = answers.Where(a => a.Errors.Count > 0).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, a => Assert.Equal(("RATE_LIMITED", TimeSpan.FromSeconds(1)), (a.Code, a.RetryAfter)));
        await api.SignInAsync(tenant, user.Email);
    }

    /// <summary>Version 3 of the library's format: marker, PRF, then the count as a big-endian number.</summary>
    private static int IterationsOf(string hash) =>
        System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(hash).AsSpan(5, 4));
}

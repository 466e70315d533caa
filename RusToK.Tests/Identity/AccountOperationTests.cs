using System.Text.Json;
using RusToK.Core.Identity.Access;
using RusToK.Tests.Fixtures;
using RusToK.Tests.GraphQL;
using Xunit;

namespace RusToK.Tests.Identity;

/// <summary>Each operation on accounts over GraphQL: what it answers, and that it is refused to whoever may not have it.</summary>
public sealed class AccountOperationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string NewPassword = "an entirely new secret";

    private readonly AccountsApi _api = fixture.Api;

    [Fact]
    [Exercises("signUp", "requestEmailVerification", "verifyEmail", "signIn", "requestPasswordReset", "resetPassword")]
    public async Task Somebody_gets_an_account_by_a_mail_and_a_new_password_by_another()
    {
        var (tenant, other) = ((await _api.NewTenantAsync()).Id, (await _api.NewTenantAsync()).Id);
        var email = $"{Guid.NewGuid():N}@example.test";

        await DoneAsync(tenant, "signUp", "SignUpInput", new { email, password = AccountsApi.Password, displayName = "Someone" });
        Assert.Equal("UNAUTHENTICATED", (await TrySignInAsync(tenant, email)).Code);
        await _api.MailToAsync(email);
        await DoneAsync(tenant, "requestEmailVerification", "RequestEmailVerificationInput", new { email });
        var token = (await _api.MailToAsync(email)).Token.Value;
        Assert.Equal("VALIDATION", (await RunAsync(other, "verifyEmail", "VerifyEmailInput", new { token })).Code);
        await DoneAsync(tenant, "verifyEmail", "VerifyEmailInput", new { token });
        Assert.Equal("CUSTOMER", (await TrySignInAsync(tenant, email)).Data("signIn").GetProperty("user").GetProperty("role").GetString());
        Assert.Equal("UNAUTHENTICATED", (await TrySignInAsync(other, email)).Code);

        await DoneAsync(tenant, "requestPasswordReset", "RequestPasswordResetInput", new { email });
        var reset = (await _api.MailToAsync(email)).Token.Value;
        Assert.Equal("VALIDATION", (await RunAsync(other, "resetPassword", "ResetPasswordInput", new { token = reset, newPassword = NewPassword })).Code);
        await DoneAsync(tenant, "resetPassword", "ResetPasswordInput", new { token = reset, newPassword = NewPassword });
        Assert.Equal("UNAUTHENTICATED", (await TrySignInAsync(tenant, email)).Code);
        (await TrySignInAsync(tenant, email, NewPassword)).Data("signIn");
    }

    [Fact]
    [Exercises("me", "mySessions", "refreshSession", "revokeSession", "changePassword", "signOut", "signOutEverywhere", "updateUser")]
    public async Task A_user_sees_and_ends_sessions_and_changes_what_is_theirs()
    {
        var (tenant, other) = ((await _api.NewTenantAsync()).Id, (await _api.NewTenantAsync()).Id);
        var user = await _api.SignInAsync(tenant);
        var second = await _api.SignInAsync(tenant, user.Email);
        foreach (var query in (string[])["{ me { id } }", "{ mySessions { id } }", "mutation { signOut { done } }", "mutation { signOutEverywhere { done } }"])
        {
            Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(tenant, query)).Code);
            Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await _api.GraphQLAsync(other, query, token: user.AccessToken)).Status);
        }

        Assert.Equal(user.Email, (await _api.GraphQLAsync(user, "{ me { email } }")).Data("me").GetProperty("email").GetString());
        var renamed = await RunAsync(user, "updateUser", "UpdateUserInput", new { id = user.Id, displayName = "New name" }, "user { displayName version }");
        Assert.Equal("New name", renamed.Data("updateUser").GetProperty("user").GetProperty("displayName").GetString());
        Assert.Equal("FORBIDDEN", (await RunAsync(await _api.SignInAsync(tenant), "updateUser", "UpdateUserInput", new { id = user.Id, displayName = "Theirs" }, "user { id }")).Code);

        var sessions = (await _api.GraphQLAsync(user, "{ mySessions { id isCurrent } }")).Data("mySessions").EnumerateArray().ToList();
        Assert.Equal(2, sessions.Count);
        var elsewhere = sessions.Single(s => !s.GetProperty("isCurrent").GetBoolean()).GetProperty("id").GetGuid();
        Assert.Equal("NOT_FOUND", (await RunAsync(await _api.SignInAsync(tenant), "revokeSession", "RevokeSessionInput", new { id = elsewhere }, "session { id }")).Code);
        var revoked = await RunAsync(user, "revokeSession", "RevokeSessionInput", new { id = elsewhere }, "session { id revokedAt }");
        Assert.NotEqual(JsonValueKind.Null, revoked.Data("revokeSession").GetProperty("session").GetProperty("revokedAt").ValueKind);
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(second, "{ me { id } }")).Code);

        Assert.Equal("UNAUTHENTICATED", (await RefreshAsync(other, user.RefreshToken)).Code);
        var refreshed = (await RefreshAsync(tenant, user.RefreshToken)).Data("refreshSession");
        user = user with { AccessToken = refreshed.GetProperty("accessToken").GetString()!, RefreshToken = refreshed.GetProperty("refreshToken").GetString()! };
        Assert.NotEqual("", (await RunAsync(user, "changePassword", "ChangePasswordInput", new { currentPassword = "not the password", newPassword = NewPassword }, "done")).Code);
        Assert.True(IsDone(await RunAsync(user, "changePassword", "ChangePasswordInput", new { currentPassword = AccountsApi.Password, newPassword = NewPassword }, "done"), "changePassword"));

        Assert.True(IsDone(await _api.GraphQLAsync(user, "mutation { signOut { done } }"), "signOut"));
        Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(user, "{ me { id } }")).Code);
        var (one, two) = (await _api.SignInAsync(tenant, user.Email, NewPassword), await _api.SignInAsync(tenant, user.Email, NewPassword));
        Assert.True(IsDone(await _api.GraphQLAsync(one, "mutation { signOutEverywhere { done } }"), "signOutEverywhere"));
        foreach (var ended in (SignedInUser[])[one, two])
            Assert.Equal("UNAUTHENTICATED", (await _api.GraphQLAsync(ended, "{ me { id } }")).Code);
    }

    [Fact]
    [Exercises("createUser", "user", "users", "setUserRole", "disableUser", "enableUser", "auditLog")]
    public async Task An_administrator_keeps_the_users_of_their_own_tenant()
    {
        var tenant = (await _api.NewTenantAsync()).Id;
        var admin = await _api.SignInAsync(tenant, Role.Admin);
        var (customer, stranger) = (await _api.SignInAsync(tenant), await _api.SignInAsync((await _api.NewTenantAsync()).Id, Role.Admin));
        var email = $"{Guid.NewGuid():N}@example.test";

        var created = (await RunAsync(admin, "createUser", "CreateUserInput", new { email, role = "MANAGER", password = AccountsApi.Password }, "user { id email role status }"))
            .Data("createUser").GetProperty("user");
        var id = created.GetProperty("id").GetGuid();
        Assert.Equal((email, "MANAGER", "ACTIVE"), (created.GetProperty("email").GetString(), created.GetProperty("role").GetString(), created.GetProperty("status").GetString()));
        Assert.Equal(email, (await _api.GraphQLAsync(admin, "query($id: UUID!) { user(id: $id) { email } }", new { id })).Data("user").GetProperty("email").GetString());
        var managers = (await _api.GraphQLAsync(admin, "{ users(filter: { role: MANAGER }) { nodes { id } } }")).Data("users").GetProperty("nodes");
        Assert.Equal([id], managers.EnumerateArray().Select(u => u.GetProperty("id").GetGuid()));

        foreach (var (name, input, fields, key, expected) in new (string, object, string, string, string)[]
        {
            ("setUserRole", new { id, role = "CUSTOMER" }, "user { role }", "role", "CUSTOMER"), ("disableUser", new { id }, "user { status }", "status", "DISABLED"),
            ("enableUser", new { id }, "user { status }", "status", "ACTIVE"),
        })
        {
            var type = char.ToUpperInvariant(name[0]) + name[1..] + "Input";
            Assert.Equal("FORBIDDEN", (await RunAsync(customer, name, type, input, fields)).Code);
            Assert.Equal("NOT_FOUND", (await RunAsync(stranger, name, type, input, fields)).Code);
            Assert.Equal(expected, (await RunAsync(admin, name, type, input, fields)).Data(name).GetProperty("user").GetProperty(key).GetString());
        }

        Assert.Equal("FORBIDDEN", (await RunAsync(customer, "createUser", "CreateUserInput", new { email = "other@example.test", role = "CUSTOMER" }, "user { id }")).Code);
        foreach (var query in (string[])["query($id: UUID!) { user(id: $id) { email } }", "query($id: UUID!) { users { nodes { id } } user(id: $id) { id } }", "{ auditLog { nodes { id } } }"])
            Assert.All((await _api.GraphQLAsync(customer, query, new { id })).Codes, code => Assert.Equal("FORBIDDEN", code));
        Assert.Equal(JsonValueKind.Null, (await _api.GraphQLAsync(stranger, "query($id: UUID!) { user(id: $id) { email } }", new { id })).Data("user").ValueKind);
        Assert.Equal(0, (await _api.GraphQLAsync(admin, "{ auditLog { nodes { id } } }")).Data("auditLog").GetProperty("nodes").GetArrayLength());
    }

    private async Task DoneAsync(Guid tenant, string name, string type, object input) => Assert.True(IsDone(await RunAsync(tenant, name, type, input), name));

    private Task<GraphQLAnswer> RunAsync(Guid tenant, string name, string type, object input, string fields = "done") =>
        _api.GraphQLAsync(tenant, $"mutation($input: {type}!) {{ {name}(input: $input) {{ {fields} }} }}", new { input });

    private Task<GraphQLAnswer> RunAsync(SignedInUser user, string name, string type, object input, string fields) =>
        _api.GraphQLAsync(user, $"mutation($input: {type}!) {{ {name}(input: $input) {{ {fields} }} }}", new { input });

    private Task<GraphQLAnswer> TrySignInAsync(Guid tenant, string email, string password = AccountsApi.Password) =>
        RunAsync(tenant, "signIn", "SignInInput", new { email, password }, "user { role }");

    private Task<GraphQLAnswer> RefreshAsync(Guid tenant, string refreshToken) =>
        RunAsync(tenant, "refreshSession", "RefreshSessionInput", new { refreshToken }, "accessToken refreshToken");

    private static bool IsDone(GraphQLAnswer answer, string name) => answer.Data(name).GetProperty("done").GetBoolean();
}

using System.Text.Json;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Mail;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class UserAdministrationTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Create = "mutation($input: CreateUserInput!) { createUser(input: $input) { user { id email role status version } } }";
    private const string Update = "mutation($input: UpdateUserInput!) { updateUser(input: $input) { user { id email displayName version } } }";
    private const string SetRole = "mutation($input: SetUserRoleInput!) { setUserRole(input: $input) { user { role } } }";
    private const string Disable = "mutation($input: DisableUserInput!) { disableUser(input: $input) { user { status } } }";
    private const string Enable = "mutation($input: EnableUserInput!) { enableUser(input: $input) { user { status } } }";
    private const string Reset = "mutation($input: ResetPasswordInput!) { resetPassword(input: $input) { done } }";
    private const string List = "query($filter: UserFilter, $first: Int, $after: String) { users(filter: $filter, first: $first, after: $after) { nodes { id email role } pageInfo { hasNextPage endCursor } } }";

    private readonly AccountsApi _api = fixture.Api;

    private async Task<SignedInUser> AdminAsync(Role role = Role.Admin) => await _api.SignInAsync((await _api.NewTenantAsync()).Id, role);

    private static string NewAddress() => $"{Guid.NewGuid():N}@example.test";

    [Fact]
    public async Task An_administrator_makes_an_account_that_is_ready()
    {
        var (admin, email) = (await AdminAsync(), NewAddress());

        var user = (await _api.GraphQLAsync(admin, Create, new { input = new { email, role = "MANAGER", password = AccountsApi.Password } })).Data("createUser").GetProperty("user");

        Assert.Equal(("MANAGER", "ACTIVE"), (user.GetProperty("role").GetString(), user.GetProperty("status").GetString()));
        await _api.SignInAsync(admin.TenantId, email);
    }

    [Fact]
    public async Task An_invited_user_sets_the_password_by_the_mail()
    {
        var (admin, email) = (await AdminAsync(), NewAddress());
        var user = (await _api.GraphQLAsync(admin, Create, new { input = new { email, role = "MANAGER" } })).Data("createUser").GetProperty("user");
        Assert.Equal("PENDING", user.GetProperty("status").GetString());
        var mail = await _api.MailToAsync(email);
        Assert.Equal(MailKind.Invitation, mail.Kind);

        (await _api.GraphQLAsync(admin.TenantId, Reset, new { input = new { token = mail.Token.Value, newPassword = AccountsApi.Password } })).Data("resetPassword");

        await _api.SignInAsync(admin.TenantId, email);
    }

    [Fact]
    public async Task An_address_is_taken_once_in_a_tenant()
    {
        var admin = await AdminAsync();
        var user = await _api.NewUserAsync(admin.TenantId);

        var answer = await _api.GraphQLAsync(admin, Create, new { input = new { email = user.Email.ToUpperInvariant() } });

        Assert.Equal(("CONFLICT", "input.email", "unique"), (answer.Code, answer.Field, answer.Rule));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b@c.test")]
    [InlineData("with blank@example.test")]
    [InlineData("Somebody <somebody@example.test>")]
    [InlineData("")]
    public async Task What_is_no_mail_address_is_refused(string email)
    {
        var answer = await _api.GraphQLAsync(await AdminAsync(), Create, new { input = new { email } });

        Assert.Equal(("VALIDATION", "input.email"), (answer.Code, answer.Field));
    }

    [Fact]
    public async Task Users_change_their_own_name_and_not_their_address()
    {
        var user = await _api.SignInAsync((await _api.NewTenantAsync()).Id);

        var named = (await _api.GraphQLAsync(user, Update, new { input = new { id = user.Id, displayName = "A name" } })).Data("updateUser").GetProperty("user");
        Assert.Equal("A name", named.GetProperty("displayName").GetString());
        var unnamed = (await _api.GraphQLAsync(user, Update, new { input = new { id = user.Id, displayName = (string?)null } })).Data("updateUser").GetProperty("user");
        Assert.Equal(JsonValueKind.Null, unnamed.GetProperty("displayName").ValueKind);

        Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(user, Update, new { input = new { id = user.Id, email = NewAddress() } })).Code);
        var another = await _api.NewUserAsync(user.TenantId);
        Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(user, Update, new { input = new { id = another.Id, displayName = "Mine" } })).Code);
    }

    [Fact]
    public async Task An_administrator_changes_an_address_and_the_old_one_signs_in_no_more()
    {
        var (admin, email) = (await AdminAsync(), NewAddress());
        var user = await _api.NewUserAsync(admin.TenantId);

        (await _api.GraphQLAsync(admin, Update, new { input = new { id = user.Id, email, expectedVersion = 1 } })).Data("updateUser");

        await _api.SignInAsync(admin.TenantId, email);
        var stale = await _api.GraphQLAsync(admin, Update, new { input = new { id = user.Id, displayName = "x", expectedVersion = 1 } });
        Assert.Equal(("CONFLICT", "version"), (stale.Code, stale.Rule));
    }

    [Fact]
    public async Task A_role_is_given_and_taken_up_to_ones_own()
    {
        var admin = await AdminAsync();
        var user = await _api.NewUserAsync(admin.TenantId);

        Assert.Equal("ADMIN", (await _api.GraphQLAsync(admin, SetRole, new { input = new { id = user.Id, role = "ADMIN" } }))
            .Data("setUserRole").GetProperty("user").GetProperty("role").GetString());
        Assert.Equal("VALIDATION", (await _api.GraphQLAsync(admin, SetRole, new { input = new { id = user.Id, role = "SUPER_ADMIN" } })).Code);
    }

    [Fact]
    public async Task Nobody_touches_those_above_them()
    {
        var platform = await _api.PlatformAsync();
        var (admin, super) = (await _api.SignInAsync(platform, Role.Admin), await _api.NewUserAsync(platform, Role.SuperAdmin));

        foreach (var (mutation, input) in new (string, object)[]
        {
            (Disable, new { id = super.Id }), (SetRole, new { id = super.Id, role = "CUSTOMER" }), (SetRole, new { id = admin.Id, role = "SUPER_ADMIN" }),
            (Update, new { id = super.Id, email = NewAddress() }), (Create, new { email = NewAddress(), role = "SUPER_ADMIN" }),
        })
            Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(admin, mutation, new { input })).Code);
    }

    [Fact]
    public async Task Nobody_shuts_themselves_out()
    {
        var admin = await AdminAsync();

        Assert.Equal(("FORBIDDEN", "self"), (await _api.GraphQLAsync(admin, Disable, new { input = new { id = admin.Id } })) is var disable ? (disable.Code, disable.Rule) : default);
        Assert.Equal("FORBIDDEN", (await _api.GraphQLAsync(admin, SetRole, new { input = new { id = admin.Id, role = "CUSTOMER" } })).Code);
    }

    [Fact]
    public async Task A_disabled_user_is_let_in_again_after_being_enabled()
    {
        var admin = await AdminAsync();
        var user = await _api.NewUserAsync(admin.TenantId);
        var input = new { input = new { id = user.Id } };

        Assert.Equal("DISABLED", (await _api.GraphQLAsync(admin, Disable, input)).Data("disableUser").GetProperty("user").GetProperty("status").GetString());
        Assert.Equal(("CONFLICT", "transition"), (await _api.GraphQLAsync(admin, Disable, input)) is var again ? (again.Code, again.Rule) : default);
        Assert.Equal("ACTIVE", (await _api.GraphQLAsync(admin, Enable, input)).Data("enableUser").GetProperty("user").GetProperty("status").GetString());
        Assert.Equal("CONFLICT", (await _api.GraphQLAsync(admin, Enable, input)).Code);

        await _api.SignInAsync(admin.TenantId, user.Email);
    }

    [Fact]
    public async Task Users_are_listed_newest_first_by_pages_and_filters()
    {
        var admin = await AdminAsync();
        var emails = new List<string> { admin.Email };
        for (var i = 0; i < 6; i++)
            emails.Add((await _api.NewUserAsync(admin.TenantId, i % 2 == 0 ? Role.Customer : Role.Manager)).Email);
        emails.Reverse();

        List<string> seen = [];
        for (string? after = null; ;)
        {
            var page = (await _api.GraphQLAsync(admin, List, new { first = 3, after })).Data("users");
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("email").GetString()!));
            if (!page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean())
                break;
            after = page.GetProperty("pageInfo").GetProperty("endCursor").GetString();
        }

        Assert.Equal(emails, seen);
        Assert.Equal(3, (await _api.GraphQLAsync(admin, List, new { filter = new { role = "MANAGER" } })).Data("users").GetProperty("nodes").GetArrayLength());
        Assert.Equal(0, (await _api.GraphQLAsync(admin, List, new { filter = new { status = "DISABLED" } })).Data("users").GetProperty("nodes").GetArrayLength());
        Assert.Equal(1, (await _api.GraphQLAsync(admin, List, new { filter = new { email = admin.Email.ToUpperInvariant() } })).Data("users").GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task Users_of_another_tenant_do_not_exist()
    {
        var (admin, stranger) = (await AdminAsync(), await AdminAsync());

        Assert.Equal(JsonValueKind.Null, (await _api.GraphQLAsync(admin, $$"""{ user(id: "{{stranger.Id}}") { id } }""")).Data("user").ValueKind);
        Assert.Equal("NOT_FOUND", (await _api.GraphQLAsync(admin, Disable, new { input = new { id = stranger.Id } })).Code);
        Assert.Equal(stranger.Id, (await _api.GraphQLAsync(stranger, $$"""{ user(id: "{{stranger.Id}}") { id } }""")).Data("user").GetProperty("id").GetGuid());
    }
}

using System.Net;
using RusToK.Core.Identity.Access;
using RusToK.Core.Identity.Mail;
using RusToK.Core.Identity.Users;
using RusToK.Core.Identity.Users.Commands;
using RusToK.Tests.Fixtures;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class MailTests(SpineFixture spine)
{
    private async Task<AccountsApi> StartAsync(params (string, string)[] settings) =>
        await AccountsApi.StartAsync(await spine.CreateDatabaseAsync(AccountsApi.Cancellation), settings);

    [Fact]
    public async Task A_mail_goes_out_by_smtp_with_the_link_that_is_configured()
    {
        await using var server = new SmtpListener();
        await using var api = await StartAsync(
            ("Identity:Smtp:Host", "127.0.0.1"), ("Identity:Smtp:Port", $"{server.Port}"), ("Identity:Smtp:RequireTls", "false"),
            ("Identity:Smtp:From", "RusToK <no-reply@example.test>"), ("Identity:SetPasswordUrl", "https://shop.example.test/password?token={token}"));

        await api.SendAsync<CreateUser, User>((await api.NewTenantAsync()).Id, new CreateUser("someone@example.test", null, Role.Customer));

        var mail = await server.NextAsync(AccountsApi.Cancellation);
        Assert.Equal(("no-reply@example.test", "someone@example.test"), (mail.From, mail.To));
        Assert.Contains("Subject: You are invited", mail.Data, StringComparison.Ordinal);
        Assert.Matches("https://shop\\.example\\.test/password\\?token=[A-Za-z0-9_-]{43}", mail.Data);
    }

    [Fact]
    public async Task A_mail_server_that_is_away_for_a_moment_is_asked_again()
    {
        await using var server = new SmtpListener { Refusals = 2 };
        await using var api = await StartAsync(
            ("Identity:Smtp:Host", "127.0.0.1"), ("Identity:Smtp:Port", $"{server.Port}"), ("Identity:Smtp:RequireTls", "false"), ("Identity:Smtp:From", "a@example.test"));

        await api.SendAsync<CreateUser, User>((await api.NewTenantAsync()).Id, new CreateUser("someone@example.test", null, Role.Customer));

        Assert.Equal("someone@example.test", (await server.NextAsync(AccountsApi.Cancellation)).To);
    }

    [Fact]
    [Proves("rustok.mail.deliveries")]
    public async Task Without_TLS_nothing_is_sent_unless_that_is_allowed()
    {
        using var failed = new CountedMetric("rustok.mail.deliveries");
        await using var server = new SmtpListener();
        await using var api = await StartAsync(
            ("Identity:Smtp:Host", "127.0.0.1"), ("Identity:Smtp:Port", $"{server.Port}"), ("Identity:Smtp:From", "a@example.test"));

        await api.SendAsync<CreateUser, User>((await api.NewTenantAsync()).Id, new CreateUser("someone@example.test", null, Role.Customer));

        await Eventually.HoldsAsync(() => failed.Sum(("kind", "invitation"), ("outcome", "failed")) > 0, AccountsApi.Cancellation);
        Assert.Equal(0, server.Received);
    }

    [Fact]
    public async Task In_development_a_person_reads_the_mails_and_clicks()
    {
        await using var api = await StartAsync();
        var tenant = (await api.NewTenantAsync()).Id;
        await api.GraphQLAsync(
            tenant, "mutation { signUp(input: { email: \"<i>@example.test\", password: \"a long enough secret\" }) { done } }");
        (await api.GraphQLAsync(
            tenant, "mutation { signUp(input: { email: \"someone@example.test\", password: \"a long enough secret\" }) { done } }")).Data("signUp");
        await api.MailToAsync("someone@example.test");

        var page = await api.Client.GetStringAsync("/dev/mails", AccountsApi.Cancellation);
        Assert.Contains("someone@example.test", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", page, StringComparison.Ordinal);
        var action = System.Text.RegularExpressions.Regex.Match(page, "action=(/dev/mails/\\d+)").Groups[1].Value;
        using var form = new FormUrlEncodedContent([]);
        using var clicked = await api.Client.PostAsync(action, form, AccountsApi.Cancellation);

        Assert.Equal(HttpStatusCode.OK, clicked.StatusCode);
        await api.SignInAsync(tenant, "someone@example.test");
    }

    [Fact]
    public void A_mail_never_prints_itself() => Assert.Equal(
        "mail (ResetPassword)", new MailMessage(MailKind.ResetPassword, Guid.Empty, "someone@example.test", "Subject", "Text", "token").ToString());
}

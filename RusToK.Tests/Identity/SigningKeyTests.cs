using Microsoft.Extensions.Options;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Identity;

public sealed class SigningKeyTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private static readonly string Good = Convert.ToBase64String(new byte[32]);

    private async Task<string> RefusalAsync(params (string Key, string Value)[] settings)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await using var api = await AccountsApi.StartAsync(
                fixture.Api.Database, null, "Production",
                [("Identity:Smtp:Host", "mail.example.test"), ("Identity:Smtp:From", "no-reply@example.test"), .. settings]);
        });
        return (error as OptionsValidationException ?? error.InnerException as OptionsValidationException ?? error).Message;
    }

    [Fact]
    public async Task Production_does_not_start_without_a_key_and_names_what_is_missing()
    {
        Assert.Contains("Identity:SigningKeys is missing", await RefusalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_does_not_start_with_a_short_key_and_does_not_print_it()
    {
        var secret = Convert.ToBase64String("short-secret"u8);
        var message = await RefusalAsync(("Identity:SigningKeys:0:Kid", "2026-11"), ("Identity:SigningKeys:0:Secret", secret));

        Assert.Contains("Identity:SigningKeys:0:Secret has 12 bytes", message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("development")]
    [InlineData("Development-2026")]
    public async Task Production_does_not_start_with_a_key_of_a_development_system(string kid)
    {
        var message = await RefusalAsync(
            ("Identity:SigningKeys:0:Kid", "2026-11"), ("Identity:SigningKeys:0:Secret", Good),
            ("Identity:SigningKeys:1:Kid", kid), ("Identity:SigningKeys:1:Secret", Good));

        Assert.Contains($"Identity:SigningKeys:1:Kid is '{kid}', which marks a development key", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_have_names_and_Base64()
    {
        Assert.Contains("Identity:SigningKeys:0:Kid is missing", await RefusalAsync(("Identity:SigningKeys:0:Secret", Good)), StringComparison.Ordinal);
        Assert.Contains("Identity:SigningKeys:0:Secret is not Base64", await RefusalAsync(
            ("Identity:SigningKeys:0:Kid", "a"), ("Identity:SigningKeys:0:Secret", "§")), StringComparison.Ordinal);
        Assert.Contains("two keys with the same Kid", await RefusalAsync(
            ("Identity:SigningKeys:0:Kid", "a"), ("Identity:SigningKeys:0:Secret", Good),
            ("Identity:SigningKeys:1:Kid", "a"), ("Identity:SigningKeys:1:Secret", Good)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_does_not_start_with_cheap_hashes_or_without_a_mail_server()
    {
        (string, string)[] keys = [("Identity:SigningKeys:0:Kid", "a"), ("Identity:SigningKeys:0:Secret", Good)];
        Assert.Contains("Identity:Passwords:Iterations", await RefusalAsync([.. keys, ("Identity:Passwords:Iterations", "5000")]), StringComparison.Ordinal);
        Assert.Contains("Identity:Smtp:From", await RefusalAsync([.. keys, ("Identity:Smtp:From", "")]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Production_starts_with_keys_of_its_own_and_has_no_mailbox_for_developers()
    {
        await using var api = await AccountsApi.StartAsync(
            fixture.Api.Database, null, "Production",
            ("Identity:Smtp:Host", "mail.example.test"), ("Identity:Smtp:From", "no-reply@example.test"),
            ("Identity:SigningKeys:0:Kid", "2026-11"), ("Identity:SigningKeys:0:Secret", Good));
        var tenant = (await api.NewTenantAsync()).Id;

        var user = await api.SignInAsync(tenant);
        using var mails = await api.RequestAsync(HttpMethod.Get, "/dev/mails", tenant);

        (await api.GraphQLAsync(user, "{ me { id } }")).Data("me");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, mails.StatusCode);
    }
}

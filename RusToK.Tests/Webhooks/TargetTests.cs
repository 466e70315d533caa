using System.Net;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using RusToK.Core.Errors;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Targets;
using RusToK.Tests.Fixtures;
using RusToK.Worker.Webhooks;
using Xunit;

namespace RusToK.Tests.Webhooks;

/// <summary>Nobody is called who is not on the public internet.</summary>
public sealed class TargetTests(SpineFixture spine)
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    private static CancellationToken Cancellation => WebhookWorld.Cancellation;

    [Theory]
    [InlineData("93.184.215.14")]
    [InlineData("1.1.1.1")]
    [InlineData("100.63.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:1.1.1.1")]
    public void A_public_address_may_be_called(string address) => Assert.True(PublicAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("168.63.129.16")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::7f00:1")]
    [InlineData("2001::7f00:1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void A_special_address_may_not(string address) => Assert.False(PublicAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://example.test/", "https")]
    [InlineData("ftp://example.test/", "https")]
    [InlineData("file:///etc/passwd", "url")]
    [InlineData("/relative", "url")]
    [InlineData("https://", "url")]
    [InlineData("https://user:password@example.test/", "no-credentials")]
    [InlineData("https://example.test/#part", "no-fragment")]
    [InlineData("https://example.test:22/", "port")]
    [InlineData("https://example.test:8080/", "port")]
    [InlineData("https://127.0.0.1/", "public")]
    [InlineData("https://2130706433/", "public")]
    [InlineData("https://0x7f.1/", "public")]
    [InlineData("https://[::ffff:10.0.0.1]/", "public")]
    [InlineData("https://[fe80::1%25eth0]/", "public")]
    [InlineData("https://example.test/", null)]
    [InlineData("https://example.test:8443/a?b=c", null)]
    public void In_production_only_https_on_its_ports_and_no_private_address_can_be_entered(string url, string? rule) =>
        Assert.Equal(rule, Rules(Environments.Production).Check(url)?.Rule);

    [Fact]
    public void In_development_http_and_other_ports_are_allowed_and_private_addresses_are_not()
    {
        var rules = Rules(Environments.Development);
        Assert.Null(rules.Check("http://example.test:1234/"));
        Assert.Equal("public", rules.Check("http://127.0.0.1:1234/")?.Rule);
    }

    [Fact]
    public async Task A_private_address_is_refused_when_it_is_entered_with_all_other_faults()
    {
        await using var world = await WebhookWorld.StartAsync(spine, allowPrivate: false);
        var tenant = await world.NewTenantAsync();

        var refused = await Assert.ThrowsAsync<InvalidInputException>(() => world.NewWebhookAsync(tenant, "http://169.254.169.254/latest", "Node.*"));

        Assert.Equal(["url public", "events pattern"], refused.Errors.Select(e => $"{e.Field} {e.Rule}"));
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_blocked_when_it_is_called_even_beside_a_public_one()
    {
        await using var world = await WebhookWorld.StartAsync(spine, allowPrivate: false);
        await using var receiver = await Receiver.StartAsync();
        var hosts = new TestHosts([IPAddress.Loopback], [Public, IPAddress.Loopback], [IPAddress.Parse("::ffff:127.0.0.1")]);

        var outcomes = await AttemptAsync(world, receiver, hosts, attempts: 3);

        Assert.Equal(["blocked", "blocked", "blocked"], outcomes);
        Assert.Empty(receiver.Received);
        Assert.Equal("The host has an address that is not public.", await world.Database.ScalarAsync<string>("SELECT error FROM webhooks.attempts WHERE number = 1"));
    }

    [Fact]
    public async Task A_name_that_is_public_when_it_is_asked_for_and_private_when_it_is_asked_again_gains_nothing()
    {
        await using var world = await WebhookWorld.StartAsync(spine, allowPrivate: false);
        await using var receiver = await Receiver.StartAsync();
        var hosts = new TestHosts([Public], [IPAddress.Loopback]);

        var outcomes = await AttemptAsync(world, receiver, hosts, attempts: 2);

        // The first attempt went to the address that was checked, where nobody of ours listens, and asked for the name once.
        Assert.Contains(outcomes[0], (string[])["timeout", "unreachable"]);
        Assert.Equal("blocked", outcomes[1]);
        Assert.Equal(2, hosts.Asked);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task The_connection_is_made_to_the_address_that_was_checked_under_the_name_of_the_url()
    {
        await using var world = await WebhookWorld.StartAsync(spine);
        await using var receiver = await Receiver.StartAsync();

        var outcomes = await AttemptAsync(world, receiver, new TestHosts([IPAddress.Loopback]), attempts: 1);

        Assert.Equal(["ok 200"], outcomes);
        Assert.Equal($"hooks.example.test:{receiver.Address.Port}", Assert.Single(receiver.Received).Headers["Host"]);
    }

    [Fact]
    public void What_is_kept_of_an_answer_is_short_and_without_secrets()
    {
        Assert.Null(ResponseExcerpt.Of(" \r\n\0"u8));
        Assert.Equal("a b c", ResponseExcerpt.Of("a\r\n\tb\0 c"u8));
        Assert.Equal(500, ResponseExcerpt.Of(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ab ", 1000))))!.Length);
        foreach (var secret in (string[])
            [
                "Authorization: Bearer abc.def", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", "ada@example.test",
                "\"password\":\"hunter2\"", "api_key=hunter2", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
            ])
        {
            var kept = ResponseExcerpt.Of(Encoding.UTF8.GetBytes($"before {secret} after"))!;
            Assert.Contains("[removed]", kept, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", kept, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, kept, StringComparison.Ordinal);
            Assert.StartsWith("before ", kept, StringComparison.Ordinal);
            Assert.EndsWith(" after", kept, StringComparison.Ordinal);
        }
    }

    private static TargetRules Rules(string environment) =>
        new(Options.Create(new WebhookOptions()), new HostingEnvironment { EnvironmentName = environment });

    private static async Task<string[]> AttemptAsync(WebhookWorld world, Receiver receiver, TestHosts hosts, int attempts)
    {
        var tenant = await world.NewTenantAsync();
        await world.NewWebhookAsync(tenant, $"http://hooks.example.test:{receiver.Address.Port}/");
        await world.NewTagAsync(tenant);
        await world.FanOutAsync();
        var options = WebhookWorld.Quick;
        (options.Timeout, options.MaxAttempts) = (TimeSpan.FromMilliseconds(300), attempts);
        await world.StartDelivererAsync(options, hosts);
        await Eventually.HoldsAsync(async () => await world.CountAsync("pending") == 0, Cancellation);
        return await world.OutcomesAsync();
    }
}

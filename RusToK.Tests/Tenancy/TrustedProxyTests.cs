using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RusToK.Api.Tenancy;
using RusToK.Tests.Fixtures;
using Xunit;

namespace RusToK.Tests.Tenancy;

/// <summary>Behind a proxy that is configured, the host it forwards is the host.</summary>
public sealed class TrustedProxyTests(TrustedProxyTests.ProxiedApiHost api) : IClassFixture<TrustedProxyTests.ProxiedApiHost>
{
    [Fact]
    public async Task The_forwarded_host_of_a_trusted_proxy_names_the_tenant()
    {
        var (first, second) = (await api.Modules.NewTenantAsync("first", "first.example"), await api.Modules.NewTenantAsync("second", "second.example"));

        Assert.Equal(first.TenantId.ToString(), await TenantAsync("internal", "X-Forwarded-Host: first.example"));
        Assert.Equal(second.TenantId.ToString(), await TenantAsync("first.example", "X-Forwarded-Host: second.example"));
        // Each proxy adds to the right; only the last is known to be true.
        Assert.Equal(second.TenantId.ToString(), await TenantAsync("internal", "X-Forwarded-Host: first.example, second.example"));
        Assert.Equal(403, (await RawHttp.QueryAsync(api.Address, "internal", "{ tenant { id } }", "X-Forwarded-Host: first.example", "X-Tenant-ID: second")).Status);
    }

    [Fact]
    public void Only_the_addresses_and_networks_that_are_configured_are_trusted()
    {
        var options = Configure("10.1.2.3", "192.168.0.0/16", "::1", "fd00::/8");

        Assert.Equal(["10.1.2.3", "::1"], options.KnownProxies.Select(p => p.ToString()));
        Assert.Equal([System.Net.IPNetwork.Parse("192.168.0.0/16"), System.Net.IPNetwork.Parse("fd00::/8")], options.KnownIPNetworks);
        Assert.Equal(ForwardedHeaders.None, Configure().ForwardedHeaders);
        Assert.Empty(Configure().KnownIPNetworks);
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/99")]
    [InlineData("")]
    [InlineData("*")]
    public void An_entry_that_is_neither_is_refused_by_its_key(string entry) =>
        Assert.Contains("Proxies:Trusted", Assert.Throws<InvalidOperationException>(() => Configure(entry)).Message, StringComparison.Ordinal);

    private static ForwardedHeadersOptions Configure(params string[] trusted)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(trusted.Select((t, i) => KeyValuePair.Create($"Proxies:Trusted:{i}", (string?)t))).Build();
        using var services = new ServiceCollection().AddTrustedProxies(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value;
    }

    private async Task<string?> TenantAsync(string host, string header)
    {
        var answer = await RawHttp.QueryAsync(api.Address, host, "{ tenant { id } }", header);
        Assert.Equal((int)HttpStatusCode.OK, answer.Status);
        return (string?)JsonNode.Parse(answer.Text[answer.Text.IndexOf('{', StringComparison.Ordinal)..(answer.Text.LastIndexOf('}') + 1)])!["data"]!["tenant"]!["id"];
    }

    public sealed class ProxiedApiHost(SpineFixture spine) : LoneApiHost(spine)
    {
        protected override IEnumerable<(string Key, string Value)> Settings => [("Proxies:Trusted:0", "127.0.0.1"), ("Proxies:Trusted:1", "::1")];
    }
}

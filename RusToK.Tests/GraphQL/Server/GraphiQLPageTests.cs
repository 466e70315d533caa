using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed partial class GraphiQLPageTests
{
    private static Task<HttpResponseMessage> GetAsync(TestServer server, string address) =>
        server.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_page_loads_nothing_but_its_own_files_and_all_of_them_exist()
    {
        await using var server = await TestServer.StartAsync();
        using var page = await GetAsync(server, "/");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var files = Reference().Matches(html).Select(m => m.Groups[1].Value).ToList();

        Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
        Assert.True(files.Count >= 5, html);
        foreach (var file in files)
        {
            Assert.StartsWith("/graphiql/", file, StringComparison.Ordinal);
            using var response = await GetAsync(server, WebUtility.HtmlDecode(file));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("immutable", response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Vendored_files_come_with_their_licences()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var file in new[] { "graphiql", "react", "react-dom" })
        {
            using var response = await GetAsync(server, $"/graphiql/{file}.LICENSE.txt");
            Assert.Contains("MIT", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_file_is_404()
    {
        await using var server = await TestServer.StartAsync();
        using var response = await GetAsync(server, "/graphiql/nothing.js");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_trace_address_is_in_the_page_only_when_configured()
    {
        await using var server = await TestServer.StartAsync(("Telemetry:TraceUrlTemplate", "http://127.0.0.1:1/traces/detail/{traceId}?a=1&b=2"));
        await using var bare = await TestServer.StartAsync();

        Assert.Contains(
            "content=\"http://127.0.0.1:1/traces/detail/{traceId}?a=1&amp;b=2\"",
            await (await GetAsync(server, "/")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Contains(
            "name=\"trace-url-template\" content=\"\"",
            await (await GetAsync(bare, "/")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1/traces")]
    [InlineData("javascript:alert({traceId})")]
    public async Task A_trace_address_that_cannot_work_stops_the_start(string template)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestServer.StartAsync(("Telemetry:TraceUrlTemplate", template)));

        Assert.Contains("Telemetry:TraceUrlTemplate", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_lets_people_sign_in_and_sends_their_token_with_what_they_run()
    {
        await using var server = await TestServer.StartAsync();
        using var page = await GetAsync(server, "/");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var script = await GetAsync(server, "/graphiql/page.js");
        var code = await script.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        foreach (Match element in Element().Matches(code))
            Assert.Contains($"id=\"{element.Groups[1].Value}\"", html, StringComparison.Ordinal);
        Assert.Contains("type=\"password\"", html, StringComparison.Ordinal);
        Assert.Contains("signIn(input: $input)", code, StringComparison.Ordinal);
        Assert.Contains("...(await headersOfSession()),", code, StringComparison.Ordinal);
        // What signs somebody in ends with the tab: nothing of it is kept for later visitors of the machine.
        Assert.DoesNotContain("localStorage.setItem(sessionKey", code, StringComparison.Ordinal);
        Assert.Contains("form-action 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_can_be_switched_off()
    {
        await using var server = await TestServer.StartAsync(("GraphQL:GraphiQL", "false"));
        using var response = await GetAsync(server, "/");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [GeneratedRegex("getElementById\\('([^']+)'\\)")]
    private static partial Regex Element();

    [GeneratedRegex("(?:src|href)=\"([^\"#]+)\"")]
    private static partial Regex Reference();
}

using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RusToK.Api.GraphQL.Server.GraphiQL.Traces;
using RusToK.Embedded.Tools;
using RusToK.Tests.Webhooks;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed partial class TracePanelTests
{
    private const string TraceId = "965ed919d3743c19d3662be55d66acb0";

    /// <summary>What the dashboard answered about a mutation whose event the Worker has handled, but for the id of the machine.</summary>
    private static readonly string Answer = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "RusToK.Tests/GraphQL/Server/dashboard-trace.json"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_trace_as_the_dashboard_tells_it_becomes_spans_of_both_processes_under_one_root()
    {
        var trace = Read(Answer)!;

        var root = Assert.Single(trace.Spans, s => s.ParentId is null);
        Assert.Equal(("POST /graphql", "server", "rustok-api", 0.0, false), (root.Name, root.Kind, root.Service, root.StartMs, root.Error));
        Assert.Equal("200", root.Attributes["http.response.status_code"]);
        var ids = trace.Spans.Select(s => s.Id).ToHashSet();
        Assert.All(trace.Spans, s => Assert.True(s.ParentId is null || ids.Contains(s.ParentId), s.Name));
        var (create, process) = (Single(trace, "create node.created"), Single(trace, "process node.created"));
        Assert.Equal(("producer", "rustok-api"), (create.Kind, create.Service));
        Assert.Equal(("consumer", "rustok-worker", create.Id), (process.Kind, process.Service, process.ParentId));
        Assert.Equal(trace.Spans.OrderBy(s => s.StartMs), trace.Spans);
        Assert.All(trace.Spans, s => Assert.InRange(s.StartMs + s.DurationMs, 0, trace.DurationMs + 0.001));
        Assert.Equal(trace.Spans.Count, trace.SpanCount);
    }

    [Fact]
    public void A_span_that_failed_says_why_before_all_else()
    {
        var span = Assert.Single(Read("""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"rustok-worker"}}]},"scopeSpans":[{"spans":[{
              "spanId":"b7ad6b7169203331","name":"process node.created","kind":5,"startTimeUnixNano":1700000000000000000,"endTimeUnixNano":"1700000000001500000",
              "status":{"code":2,"message":"it broke"},"attributes":[{"key":"rustok.attempt","value":{"intValue":"1"}}],
              "events":[{"name":"exception","attributes":[{"key":"exception.type","value":{"stringValue":"Some.Exception"}},{"key":"exception.stacktrace","value":{"stringValue":"at A"}}]}]}]}]}]}
            """)!.Spans);

        Assert.True(span.Error);
        Assert.Equal(("rustok-worker", "consumer", 1.5), (span.Service, span.Kind, span.DurationMs));
        Assert.Equal(["status", "exception.type", "rustok.attempt"], span.Attributes.Keys);
        Assert.Equal("it broke", span.Attributes["status"]);
    }

    [Fact]
    public void What_is_sent_to_the_page_is_bounded()
    {
        var many = string.Join(',', Enumerable.Range(0, 100).Select(i => $$$"""{"key":"a{{{i}}}","value":{"stringValue":"{{{new string('x', 1_000)}}}"}}"""));
        var spans = string.Join(',', Enumerable.Range(0, 1_000).Select(i => Span(i, i == 0 ? many : string.Empty)));

        var trace = Read($$$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{{spans}}}]}]}]}""")!;

        Assert.Equal((1_000, OtlpTrace.MaxSpans), (trace.SpanCount, trace.Spans.Count));
        Assert.Equal(OtlpTrace.MaxAttributes, trace.Spans[0].Attributes.Count);
        Assert.All(trace.Spans[0].Attributes.Values, v => Assert.True(v.Length <= OtlpTrace.MaxValueLength + 1));

        static string Span(int i, string attributes) =>
            $$"""{"spanId":"{{i:x16}}","name":"n","startTimeUnixNano":"{{1_000_000 + i}}","endTimeUnixNano":"{{1_000_001 + i}}","attributes":[{{attributes}}]}""";
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"data":{"resourceSpans":[]}}""")]
    [InlineData("""{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"without times","spanId":"1"}]}]}]}""")]
    [InlineData("""{"resourceSpans":[7,{"scopeSpans":"none"}]}""")]
    public void Without_a_span_there_is_no_trace(string answer) => Assert.Null(Read(answer));

    [Fact]
    public async Task The_page_gets_the_trace_that_the_backend_has()
    {
        await using var backend = await Receiver.StartAsync();
        backend.Answer(200, Answer);
        await using var server = await StartAsync(backend.Url("/api/telemetry/"));

        using var response = await GetAsync(server, TraceId.ToUpperInvariant());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Equal($"/api/telemetry/traces/{TraceId}", Assert.Single(backend.Received).Path);
        var trace = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(TraceId, trace.GetProperty("traceId").GetString());
        var first = trace.GetProperty("spans")[0];
        Assert.Equal(
            ["id", "parentId", "service", "name", "kind", "startMs", "durationMs", "error", "attributes"], first.EnumerateObject().Select(p => p.Name));
    }

    [Theory]
    [InlineData("0af7651916cd43dd8448eb211c80319")]
    [InlineData("0af7651916cd43dd8448eb211c80319c0")]
    [InlineData("0af7651916cd43dd8448eb211c80319g")]
    [InlineData("..%2f..%2fconfiguration")]
    public async Task An_id_that_is_none_is_refused_and_never_asked_for(string traceId)
    {
        await using var backend = await Receiver.StartAsync();
        await using var server = await StartAsync(backend.Url(""));

        using var response = await GetAsync(server, traceId);

        await AssertRefusedAsync(response, HttpStatusCode.BadRequest, "A trace id has 32 hexadecimal digits.");
        Assert.Empty(backend.Received);
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(200, """{"data":{"resourceSpans":[]}}""")]
    public async Task As_long_as_nothing_is_known_the_answer_is_404(int status, string body)
    {
        await using var backend = await Receiver.StartAsync();
        backend.Answer(status, body);
        await using var server = await StartAsync(backend.Url(""));

        using var response = await GetAsync(server, TraceId);

        await AssertRefusedAsync(response, HttpStatusCode.NotFound, "Nothing has arrived of this trace so far.");
    }

    [Theory]
    [InlineData(401, "")]
    [InlineData(500, "")]
    [InlineData(200, "<html>not JSON</html>")]
    public async Task A_backend_that_answers_something_else_is_503(int status, string body)
    {
        await using var backend = await Receiver.StartAsync();
        backend.Answer(status, body);
        await using var server = await StartAsync(backend.Url(""));

        using var response = await GetAsync(server, TraceId);

        await AssertRefusedAsync(response, HttpStatusCode.ServiceUnavailable, $"The telemetry backend at {backend.Url("")} does not answer with traces.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_backend_that_is_away_or_silent_is_503_in_bounded_time(bool listens)
    {
        // Connections to a listener that accepts none of them stay open without a word.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var address = $"http://{silent.LocalEndpoint}/";
        if (!listens)
            silent.Stop();
        await using var server = await StartAsync(address);

        using var response = await GetAsync(server, TraceId).WaitAsync(TraceBackend.Patience + Eventually.Deadline, Cancellation);

        await AssertRefusedAsync(response, HttpStatusCode.ServiceUnavailable, $"The telemetry backend at {address} does not answer with traces.");
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task The_page_has_the_panel_and_what_its_script_looks_for()
    {
        await using var server = await StartAsync("http://127.0.0.1:1/");
        var html = await PageAsync(server);
        var code = await server.Client.GetStringAsync(new Uri("/graphiql/waterfall.js", UriKind.Relative), Cancellation);

        Assert.Contains("name=\"trace-path\" content=\"/graphiql/traces/\"", html, StringComparison.Ordinal);
        var elements = Element().Matches(code).Select(m => m.Groups[1].Value).ToList();
        Assert.Contains("waterfall-tree", elements);
        Assert.All(elements, id => Assert.Contains($"id=\"{id}\"", html, StringComparison.Ordinal));
        // Names and attributes come from anywhere: nothing of them becomes markup.
        Assert.DoesNotContain("innerHTML", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", "http://127.0.0.1:1/", "true")]
    [InlineData("Development", "", "true")]
    [InlineData("Development", "http://127.0.0.1:1/", "false")]
    public async Task Traces_are_served_in_development_only_and_only_with_the_page_and_a_backend(string environment, string backend, string page)
    {
        await using var server = await TestServer.StartAsync(environment, ("Telemetry:TraceApi", backend), ("GraphQL:GraphiQL", page));

        using var response = await GetAsync(server, TraceId);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync(Cancellation));
        if (page == "true")
            Assert.Contains("name=\"trace-path\" content=\"\"", await PageAsync(server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backend_address_that_cannot_work_stops_the_start()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("ftp://127.0.0.1/"));

        Assert.Contains("Telemetry:TraceApi", failure.Message, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartAsync(string backend) => TestServer.StartAsync(Environments.Development, ("Telemetry:TraceApi", backend));

    private static Task<HttpResponseMessage> GetAsync(TestServer server, string traceId) =>
        server.Client.GetAsync(new Uri($"/graphiql/traces/{traceId}", UriKind.Relative), Cancellation);

    private static Task<string> PageAsync(TestServer server) => server.Client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);

    private static async Task AssertRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string detail)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal(detail, problem.GetProperty("detail").GetString());
    }

    private static OtlpTrace? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return OtlpTrace.Read(TraceId, document.RootElement);
    }

    private static TracedSpan Single(OtlpTrace trace, string name) => Assert.Single(trace.Spans, s => s.Name == name);

    [GeneratedRegex("getElementById\\('([^']+)'\\)")]
    private static partial Regex Element();
}

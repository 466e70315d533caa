using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json;
using RusToK.Api.GraphQL.Server;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Core.Telemetry.Catalogue.Instruments;
using RusToK.Tests.Telemetry.Proof;
using Xunit;

namespace RusToK.Tests.GraphQL.Server;

public sealed class TelemetryTests : IAsyncLifetime
{
    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private TestServer _server = null!;

    public TelemetryTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is GraphQLTelemetry.Name or "Microsoft.AspNetCore",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _trace)
                {
                    lock (_spans)
                        _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async ValueTask InitializeAsync()
    {
        _server = await TestServer.StartAsync();
        _server.Client.DefaultRequestHeaders.Add("traceparent", $"00-{_trace.ToHexString()}-00f067aa0ba902b7-01");
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _server.DisposeAsync();
    }

    private List<Activity> Spans(string source = GraphQLTelemetry.Name)
    {
        lock (_spans)
            return [.. _spans.Where(s => s.Source.Name == source)];
    }

    [Fact]
    [Proves("{operation type}")]
    public async Task An_operation_is_one_span_that_tells_what_it_was()
    {
        await _server.QueryAsync("query Books { books(first: 2) { edges { node { id } } } }");

        var span = Assert.Single(Spans());
        Assert.Equal("query", span.DisplayName);
        Assert.Equal(ActivityKind.Internal, span.Kind);
        Assert.Equal("query", span.GetTagItem("graphql.operation.type"));
        Assert.Equal("Books", span.GetTagItem("graphql.operation.name"));
        Assert.Equal(DocumentHash.Of("query Books { books(first: 2) { edges { node { id } } } }"), span.GetTagItem("graphql.document.hash"));
        Assert.Equal(3L, span.GetTagItem("rustok.graphql.complexity"));
        Assert.Equal(0, span.GetTagItem("rustok.graphql.errors"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    [Proves("{operation type}")]
    [Proves("load {loader}")]
    public async Task A_fault_is_an_error_of_the_operation_and_an_exception_where_it_arose()
    {
        await _server.QueryAsync("{ books(first: 5) { edges { node { brokenAuthor { id } } } } }");

        var span = Assert.Single(Spans(), s => s.DisplayName == "query");
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal(5, span.GetTagItem("rustok.graphql.errors"));
        Assert.Equal(typeof(InvalidOperationException).FullName, span.GetTagItem("error.type"));
        Assert.Equal("exception", Assert.Single(Spans().SelectMany(s => s.Events)).Name);
        Assert.Single(Spans().Single(s => s.DisplayName.StartsWith("load", StringComparison.Ordinal)).Events);
    }

    [Theory]
    [InlineData("{ nothing }")]
    [InlineData("{ fail(how: \"missing\") }")]
    [Proves("{operation type}")]
    public async Task A_refusal_is_no_fault_of_the_span(string query)
    {
        await _server.QueryAsync(query);

        var span = Assert.Single(Spans());
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(1, span.GetTagItem("rustok.graphql.errors"));
    }

    [Fact]
    [Proves("resolve {type}.{field}")]
    public async Task Only_marked_resolvers_have_a_span()
    {
        await _server.QueryAsync("{ io hello }");

        var resolver = Assert.Single(Spans(), s => s.DisplayName != "query");
        Assert.Equal("resolve Query.io", resolver.DisplayName);
        Assert.Equal(Spans().Single(s => s.DisplayName == "query").SpanId, resolver.ParentSpanId);
    }

    [Fact]
    [Proves("load {loader}")]
    public async Task A_loader_batch_is_a_span_with_its_size()
    {
        await _server.QueryAsync("{ books(first: 20) { edges { node { author { name } } } } }");

        var batch = Assert.Single(Spans(), s => s.DisplayName == "load authorById");
        Assert.Equal(3, batch.GetTagItem("rustok.loader.batch_size"));
        Assert.Equal(Spans().Single(s => s.DisplayName == "query").SpanId, batch.ParentSpanId);
    }

    [Fact]
    public async Task The_response_tells_its_trace_in_body_and_headers()
    {
        using var response = await _server.PostAsync(new { query = "{ hello }" });
        var traceId = _trace.ToHexString();

        Assert.Equal(traceId, (string?)(await TestServer.ReadAsync(response))["extensions"]!["traceId"]);
        Assert.Equal(traceId, response.Headers.GetValues("X-Trace-Id").Single());
        Assert.Matches($"^00-{traceId}-[0-9a-f]{{16}}-01$", response.Headers.GetValues("traceresponse").Single());
        Assert.DoesNotContain(Spans()[0].SpanId.ToHexString(), response.Headers.GetValues("traceresponse").Single(), StringComparison.Ordinal);
    }

    [Fact]
    [Proves("rustok.graphql.operation.duration")]
    public async Task Durations_are_recorded_by_type_outcome_and_registered_name_only()
    {
        const string registered = "query RegisteredForTelemetry { hello }";
        var file = Path.Combine(Path.GetTempPath(), $"trusted-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(
            file, JsonSerializer.Serialize(new Dictionary<string, string> { [DocumentHash.Of(registered)] = registered }), TestContext.Current.CancellationToken);
        await using var server = await TestServer.StartAsync(("GraphQL:TrustedDocumentsFile", file));
        File.Delete(file);
        List<string> names = [];
        List<string> outcomes = [];
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == GraphQLInstruments.OperationDuration.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            var byName = tags.ToArray().ToDictionary(t => t.Key, t => (string)t.Value!);
            lock (names)
            {
                names.Add(byName["graphql.operation.name"]);
                outcomes.Add($"{byName["graphql.operation.type"]} {byName["outcome"]}");
            }
        });
        meters.Start();

        await server.QueryAsync(registered);
        await server.QueryAsync("query NotRegistered { hello }");
        await server.QueryAsync("mutation Other { touch }");
        await server.QueryAsync("query NotRegisteredEither { broken }");
        await server.QueryAsync("{ syntax error");

        lock (names)
        {
            Assert.Contains("RegisteredForTelemetry", names);
            Assert.Contains("adhoc", names);
            Assert.DoesNotContain(names, n => n.StartsWith("NotRegistered", StringComparison.Ordinal));
            Assert.Superset(new HashSet<string> { "query ok", "mutation ok", "query failed", "unknown refused" }, outcomes.ToHashSet());
        }
    }

    [Fact]
    [Proves("rustok.graphql.errors")]
    public async Task Errors_are_counted_by_code_and_every_code_starts_at_zero()
    {
        List<(string Code, long Value)> counted = [];
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == GraphQLInstruments.Errors.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meters.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (counted)
                counted.Add(((string)tags[0].Value!, value));
        });
        meters.Start();
        await using var server = await TestServer.StartAsync();

        await server.QueryAsync("{ fail(how: \"conflict\") }");

        lock (counted)
        {
            Assert.Equal(7, counted.Where(c => c.Value == 0).Select(c => c.Code).Distinct().Count());
            Assert.Contains(("CONFLICT", 1), counted);
        }
    }
}

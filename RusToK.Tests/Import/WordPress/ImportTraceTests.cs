using System.Collections.Concurrent;
using System.Diagnostics;
using RusToK.Core.Telemetry;
using RusToK.Tests.Telemetry.Proof;
using RusToK.Tests.Tracing;
using Xunit;

namespace RusToK.Tests.Import.WordPress;

/// <summary>Each thing an import touches has a trace of its own, linked to the run's.</summary>
public sealed class ImportTraceTests(ImportHost host) : IClassFixture<ImportHost>
{
    private const string Mark = "Marked-As-Secret";

    [Fact]
    [Proves("import {format}")]
    [Proves("import {kind}")]
    public async Task Each_thing_is_a_trace_of_its_own_linked_to_the_run_and_bearing_its_id()
    {
        using var spans = new SpanRecorder();
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite()
            .Category("a", "A").Tag("t", "T")
            .Item(new ExportedItem(1) { Comments = [new ExportedComment(5)] }.In("a").Tagged("t")).Item(new ExportedItem(2) { Type = "page" }));

        var mine = spans.Of(result.Summary.RunId);
        var run = Assert.Single(mine, s => s.Name == "import wordpress");
        Assert.Equal(result.Summary.TraceId, run.TraceId);
        var things = mine.Where(s => s != run).ToList();
        Assert.Equal(
            ["import category category a", "import forum_reply comment 5", "import page post 2", "import post post 1", "import tag tag t"],
            things.Select(s => $"{s.Name} {s.Attributes[Attributes.ImportReference]}").Order());
        Assert.All(things, s => Assert.Equal([(run.TraceId, run.SpanId)], s.Links));
        Assert.All(things, s => Assert.Null(s.ParentId));
        Assert.Equal(things.Count, things.Select(s => s.TraceId).Distinct().Count());
    }

    [Fact]
    public async Task The_trace_of_a_thing_holds_its_command_its_events_and_its_sql()
    {
        using var spans = new SpanRecorder();
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Post(1));

        var root = Assert.Single(spans.Of(result.Summary.RunId), s => s.Name == "import post");
        new SpanTree(spans.Trace(root.TraceId)).AssertIs("""
            import post [internal, test]
              content.create_node [internal, test]
                create node.created [producer, test]
                create node.published [producer, test]
                INSERT content.nodes; INSERT content.node_translations; INSERT content.external_ids; INSERT events.log [client, test]
            """);
    }

    [Fact]
    public async Task Every_event_has_the_runs_correlation_id_and_the_trace_of_its_thing()
    {
        using var spans = new SpanRecorder();
        var tenant = await host.NewTenantAsync();

        var result = await tenant.ImportAsync(new ExportedSite().Post(1).Page(2));

        var rows = await host.RowsAsync(
            "SELECT correlation_id::text, traceparent, type FROM events.log WHERE tenant_id = $1 AND aggregate_type = 'node'", tenant.Tenant.Id);
        Assert.Equal(4, rows.Count);
        Assert.All(rows, r => Assert.Equal(result.Summary.RunId, Guid.Parse(r[0])));
        var traces = spans.Of(result.Summary.RunId).Where(s => s.Name is "import post" or "import page").Select(s => s.TraceId);
        Assert.Equal(traces.Order(), rows.Select(r => r[1].Split('-')[1]).Distinct().Order());
    }

    [Fact]
    public async Task Every_span_bears_the_tenant_and_none_a_word_of_the_file()
    {
        using var spans = new SpanRecorder();
        var tenant = await host.NewTenantAsync();
        spans.Clear();

        var site = new ExportedSite { Address = "https://trace.test" }
            .Author("ada", Mark, $"{Mark}@mail.test").Category("a", Mark, "b", Mark).Category("b", Mark).Tag("t", Mark)
            .Item(new ExportedItem(1)
            {
                Title = Mark,
                Body = Mark,
                Excerpt = Mark,
                Slug = Mark,
                Fields = [("f", Mark)],
                Parent = 2,
                Comments = [new ExportedComment(5) { Author = Mark, Mail = $"{Mark}@mail.test", Body = Mark }],
            }.In("a").Tagged("t"))
            .Item(new ExportedItem(2) { Title = Mark, Slug = Mark, Parent = 2 })
            .Item(new ExportedItem(3) { Title = Mark + new string('x', 300) });
        await tenant.ImportAsync(site);
        await tenant.ImportAsync(site);

        var mine = spans.All.Where(s => s.Attributes.GetValueOrDefault(Attributes.TenantId) == tenant.Tenant.Id.ToString()).ToList();
        Assert.Equal(2, mine.Count(s => s.Name == "import wordpress"));
        Assert.True(mine.Count > 20);
        var traces = mine.Select(s => s.TraceId).ToHashSet();
        Assert.All(spans.All.Where(s => traces.Contains(s.TraceId)), s => Assert.Contains(s, mine));
        Assert.All(mine, s => Assert.DoesNotContain(
            Mark, $"{s.Name} {string.Join(' ', s.Attributes.Values)}", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_is_unchanged_has_no_trace_and_what_is_skipped_by_a_command_names_its_own()
    {
        using var spans = new SpanRecorder();
        var tenant = await host.NewTenantAsync();
        await tenant.ImportAsync(new ExportedSite().Post(1).Post(2));
        var node = await tenant.NodeAsync(2);
        await tenant.SendAsync(new Core.Content.Nodes.Commands.TranslateNode(node.Id, new Core.Content.Nodes.NodeText { Title = "Ours" }));

        var result = await tenant.ImportAsync(new ExportedSite().Post(1).Post(2, "Theirs"));

        var things = spans.Of(result.Summary.RunId).Where(s => s.Name != "import wordpress").ToList();
        var edited = Assert.Single(things);
        Assert.Equal("post 2", edited.Attributes[Attributes.ImportReference]);
        Assert.Equal(edited.TraceId, Assert.Single(result.Report.FirstSkipped).TraceId);
    }

    /// <summary>Records the spans of this process, with the tenant that the telemetry of every process copies from their baggage.</summary>
    private sealed class SpanRecorder : IDisposable
    {
        private readonly ConcurrentQueue<RecordedSpan> _spans = new();
        private readonly ActivityListener _listener;

        public SpanRecorder()
        {
            _listener = new ActivityListener
            {
                // By constants: this is asked while the sources are being made.
                ShouldListenTo = source =>
                    source.Name is TelemetrySources.CommandsName or TelemetrySources.EventsName or TelemetrySources.ImportName or "Npgsql",
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span =>
                {
                    if (span.GetTagItem(Attributes.TenantId) is null && span.GetBaggageItem(Attributes.TenantId) is { } tenant)
                        span.SetTag(Attributes.TenantId, tenant);
                    _spans.Enqueue(RecordedSpan.From(span, "test"));
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public IReadOnlyCollection<RecordedSpan> All => _spans;

        public List<RecordedSpan> Of(Guid run) => [.. _spans.Where(s => s.Attributes.GetValueOrDefault(Attributes.ImportRun) == run.ToString())];

        public IEnumerable<RecordedSpan> Trace(string traceId) => _spans.Where(s => s.TraceId == traceId);

        public void Clear() => _spans.Clear();

        public void Dispose() => _listener.Dispose();
    }
}

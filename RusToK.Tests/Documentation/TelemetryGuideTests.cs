using System.Text.RegularExpressions;
using RusToK.Embedded.Tools;
using Xunit;

namespace RusToK.Tests.Documentation;

/// <summary>The guides to telemetry name nothing that is not there: everything in backticks, in traces, settings and examples is looked up.</summary>
public sealed partial class TelemetryGuideTests
{
    private static readonly TelemetryVocabulary Vocabulary = new(RepositoryRoot.Path);

    public static TheoryData<string> Guides => ["docs/OPENTELEMETRY_GUIDE.md", "docs/DISTRIBUTED_TRACING_GUIDE.md", "docs/METRICS_DASHBOARD_GUIDE.md"];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Everything_in_backticks_exists(string guide)
    {
        var codes = InlineCode().Matches(Fences().Replace(Read(guide), "")).Select(m => m.Groups["code"].Value).Distinct().ToList();

        Assert.True(codes.Count > 30, $"only {codes.Count} in {guide}");
        AssertKnown(guide, codes);
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Every_span_of_a_trace_and_every_variable_of_a_block_exists(string guide)
    {
        var lines = Blocks(guide, "").SelectMany(block => block).ToList();
        var unreadable = lines.Where(line => !SpanLine().IsMatch(line) && !VariableLine().IsMatch(line));

        Assert.NotEmpty(lines);
        Assert.Empty(unreadable);
        AssertKnown(guide, lines.Select(line => (SpanLine().Match(line) is { Success: true } span ? span : VariableLine().Match(line)).Groups["name"].Value));
    }

    [Fact]
    public void Every_example_is_a_piece_of_the_product()
    {
        var examples = Guides.SelectMany(guide => Blocks(guide.Data, "csharp")).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.True(Vocabulary.IsPieceOfSource(example), $"no source has the lines:\n{string.Join('\n', example)}"));
    }

    [Theory]
    [InlineData("./rustok" + " levitate")]
    [InlineData("./rustok bench levitation")]
    [InlineData("RusToK.Core/Telemetry/Nothing.cs")]
    [InlineData("rustok.events.stage.length")]
    [InlineData("rustok_events_stage_duration_minutes")]
    [InlineData("tenant.identity")]
    [InlineData("content.destroy_node")]
    [InlineData("create node.destroyed")]
    [InlineData("resolve Mutation.destroyNode")]
    [InlineData("cache.load nothings")]
    [InlineData("SELECT content.knots")]
    [InlineData("OTEL_SDK_DISABLE")]
    [InlineData("OTEL_BSP_QUEUE")]
    [InlineData("RateLimits__Disabled")]
    [InlineData("RateLimits:Tenant:PerMinute")]
    [InlineData("Nothing:Enabled")]
    [InlineData("/metric")]
    [InlineData("RusToK.Nothing")]
    [InlineData("SpanSuccesses")]
    [InlineData("grafana/nothing")]
    [InlineData("rustok-nothing")]
    [InlineData("RUSTOK_NOTHING_URL")]
    public void What_does_not_exist_is_found_out(string code) => Assert.False(Vocabulary.Knows(code));

    [Theory]
    [InlineData("./rustok bench tenant")]
    [InlineData("RusToK.Core/Telemetry/Attributes.cs")]
    [InlineData("rustok.events.stage.duration")]
    [InlineData("rustok_events_stage_duration_seconds")]
    [InlineData("tenant.id")]
    [InlineData("content.create_node")]
    [InlineData("create node.created")]
    [InlineData("resolve Mutation.createNode")]
    [InlineData("cache.load tenants")]
    [InlineData("SELECT events.advance_cursors; INSERT read.content_nodes; …")]
    [InlineData("OTEL_SDK_DISABLED")]
    [InlineData("RateLimits__Tenant__PerSecond")]
    [InlineData("Telemetry:TraceUrlTemplate")]
    [InlineData("/metrics")]
    [InlineData("RusToK.Events")]
    [InlineData("RusToK.Core.Errors.NotFoundException")]
    [InlineData("SpanFailures")]
    [InlineData("grafana/dashboards")]
    [InlineData("rustok-events")]
    [InlineData("RUSTOK_PROMETHEUS_URL")]
    public void What_exists_is_known(string code) => Assert.True(Vocabulary.Knows(code));

    private static void AssertKnown(string guide, IEnumerable<string> codes)
    {
        var unknown = codes.Where(code => !Vocabulary.Knows(code)).Distinct().ToList();
        Assert.True(unknown.Count == 0, $"{guide} names what is not there: {string.Join(", ", unknown.Select(code => $"`{code}`"))}");
    }

    /// <summary>The lines of each fenced block of a language, empty ones left out.</summary>
    private static IEnumerable<IReadOnlyList<string>> Blocks(string guide, string language) => Fences().Matches(Read(guide))
        .Where(m => m.Groups["language"].Value == language)
        .Select(m => (IReadOnlyList<string>)[.. m.Groups["body"].Value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)]);

    private static string Read(string guide) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, guide));

    [GeneratedRegex("^ *```(?<language>[a-z]*)\n(?<body>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex("`(?<code>[^`\n]+)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^(?<name>.+?) \[rustok-(?:api|worker)(?:, error)?\](?: [0-9.]+(?: ms)?)?$")]
    private static partial Regex SpanLine();

    [GeneratedRegex("^(?<name>[A-Z_]+)=.+$")]
    private static partial Regex VariableLine();
}

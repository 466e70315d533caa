using System.Diagnostics;
using System.Globalization;
using System.Text;
using RusToK.Embedded;
using RusToK.Embedded.Tools;
using RusToK.Operations.Dashboards.Provisioning;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>Every expression of the dashboards is one, as Prometheus reads it.</summary>
public sealed class DashboardsExpressionTests : IDisposable
{
    private readonly TemporaryFolder _folder = TemporaryFolder.Make();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_expression_of_a_dashboard_parses()
    {
        var expressions = DashboardsJson.All.SelectMany(dashboard => dashboard.Expressions()).ToList();

        var (exitCode, output) = await CheckAsync(expressions);

        Assert.True(exitCode == 0, output);
        Assert.Contains($"{expressions.Count} rules found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_question_about_a_span_parses()
    {
        var (exitCode, output) = await CheckAsync(SpanQueries.All.Select(query => (query.Name, query.Expression.Replace("$__tags", "event_type=\"node.created\"", StringComparison.Ordinal))));

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task An_expression_that_does_not_parse_is_found_out_with_its_place()
    {
        var (exitCode, output) = await CheckAsync([("rustok-overview, Backlog A", "sum by (le (up))")]);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("rustok-overview, Backlog A", output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output)> CheckAsync(IEnumerable<(string Place, string Expression)> expressions)
    {
        var rules = new StringBuilder("groups:\n");
        foreach (var (place, expression) in expressions)
        {
            var asked = expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal).Replace("$__range", "1h", StringComparison.Ordinal);
            rules.Append(CultureInfo.InvariantCulture, $"- name: '{place.Replace("'", "''", StringComparison.Ordinal)}'\n  rules:\n  - record: asked\n");
            rules.Append(CultureInfo.InvariantCulture, $"    expr: '{asked.Replace("'", "''", StringComparison.Ordinal)}'\n");
        }

        var file = Path.Combine(_folder.Path, "rules.yml");
        await File.WriteAllTextAsync(file, rules.ToString(), Cancellation);
        var promtool = SearchPath.Find("promtool") ?? throw new InvalidOperationException("promtool is missing; it comes with Prometheus: ./rustok setup");
        using var process = Process.Start(new ProcessStartInfo(promtool, ["check", "rules", "--lint=none", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, string.Concat(output));
    }
}

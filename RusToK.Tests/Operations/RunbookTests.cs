using System.Text.RegularExpressions;
using RusToK.Embedded;
using RusToK.Embedded.Tools;
using RusToK.Operations.Alerts;
using RusToK.Operations.Rules;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>What whoever is woken reads.</summary>
public sealed partial class RunbookTests
{
    private const string Folder = "docs/runbooks";

    private static readonly string[] Headings =
        ["## What it means", "## What users feel", "## Look first", "## Likely causes", "## What to do", "## It is over when"];

    public static TheoryData<string> Runbooks => [.. AlertCatalogue.All.Select(alert => alert.RunbookPath).Distinct()];

    [Fact]
    public void Every_file_is_the_runbook_of_an_alert() => Offenders.AssertNone(
        Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, Folder)).Select(path => Path.GetRelativePath(RepositoryRoot.Path, path))
            .Except(AlertCatalogue.All.Select(alert => alert.RunbookPath)),
        "No alert leads to this file.");

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Every_alert_has_a_runbook_with_all_headings_in_their_order(string runbook) =>
        Assert.Equal(Headings, Read(runbook).Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void A_runbook_names_its_alerts_and_their_dashboard(string runbook)
    {
        var text = Read(runbook);

        Assert.All(AlertCatalogue.All.Where(alert => alert.RunbookPath == runbook), alert =>
        {
            Assert.Contains($"`{alert.Name}` ({alert.SeverityText})", text, StringComparison.Ordinal);
            Assert.Contains($"/d/{alert.Dashboard}", text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void A_runbook_has_three_queries_or_more_and_every_series_in_it_exists(string runbook)
    {
        var queries = QueriesOf(runbook);

        Assert.True(queries.Count >= 3, $"{queries.Count} queries in {runbook}");
        Offenders.AssertNone(queries.SelectMany(KnownSeries.UnknownIn), $"{runbook} asks for a series that does not exist.");
    }

    [Fact]
    public async Task Every_query_of_a_runbook_is_one_that_prometheus_understands()
    {
        var rules = AlertCatalogue.All.Select(alert => alert.RunbookPath).Distinct()
            .SelectMany((runbook, page) => QueriesOf(runbook).Select((query, place) => Rule.Recording($"runbook:{page}:{place}", query)));
        using var folder = TemporaryFolder.Make();
        var file = Path.Combine(folder.Path, "runbooks.yml");
        await File.WriteAllTextAsync(file, RuleYaml.Render("Queries of the runbooks.", [new RuleGroup("runbooks", [.. rules])]), TestContext.Current.CancellationToken);

        await Promtool.AssertPassesAsync("check", "rules", file);
    }

    private static IReadOnlyList<string> QueriesOf(string runbook) => [.. Queries().Matches(Read(runbook)).Select(match => match.Groups["query"].Value.Trim())];

    private static string Read(string runbook) => File.ReadAllText(Path.Combine(RepositoryRoot.Path, runbook));

    [GeneratedRegex("^```promql\n(?<query>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Queries();
}

using System.Text.RegularExpressions;
using RusToK.Embedded.Tools;
using RusToK.Operations.Dashboards;
using RusToK.Operations.Dashboards.Provisioning;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>Grafana and what is around it find each other: names, addresses and folders in one file are those of the others.</summary>
public sealed partial class DashboardsComposeTests
{
    private static readonly string Compose = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docker-compose.observability.yml"));

    private static string Datasources => DatasourceFile.Render().Text;

    [Fact]
    public void Every_variable_that_Grafanas_files_need_is_set() => Offenders.AssertNone(
        DashboardFiles.All.Where(file => file.Path.EndsWith(".yml", StringComparison.Ordinal))
            .SelectMany(file => Variables().Matches(file.Text)).Select(match => match.Groups["name"].Value)
            .Where(name => !Regex.IsMatch(Compose, $"(?m)^      {name}: .+$")), "Grafana does not get:");

    [Fact]
    public void A_dollar_of_Grafanas_own_is_no_variable_of_the_environment() => Assert.DoesNotContain("$__", Datasources.Replace("$$__tags", "", StringComparison.Ordinal));

    [Fact]
    public void An_exemplar_leads_to_its_trace_and_a_span_back_to_metrics()
    {
        Assert.Matches(@"exemplarTraceIdDestinations:\n +- name: trace_id\n +datasourceUid: rustok-jaeger\n", Datasources);
        Assert.Matches(@"tracesToMetrics:\n +datasourceUid: rustok-prometheus\n", Datasources);
        Assert.Equal(["rustok-prometheus", "rustok-jaeger", "rustok-alertmanager"], Uids().Matches(Datasources).Select(match => match.Groups["uid"].Value));
    }

    [Fact]
    public void Every_image_is_pinned() => Offenders.AssertNone(
        Values("image").Where(image => !Pinned().IsMatch(image)), "An image without a version:");

    [Fact]
    public void Every_port_is_open_to_this_machine_only() => Offenders.AssertNone(
        Ports().Matches(Compose).Select(match => match.Groups["port"].Value).Where(port => !port.StartsWith("127.0.0.1:", StringComparison.Ordinal)), "A port that others reach:");

    [Fact]
    public void Every_folder_and_file_that_a_container_mounts_is_there() => Offenders.AssertNone(
        Mounts().Matches(Compose).Select(match => match.Groups["path"].Value).Where(path => !Path.Exists(Path.Combine(RepositoryRoot.Path, path))), "A mount of nothing:");

    [Fact]
    public void Every_service_says_when_it_is_ready() =>
        Assert.Equal(Values("image").Count(), Regex.Count(Compose, "(?m)^    healthcheck:$"));

    private static IEnumerable<string> Values(string key) => Regex.Matches(Compose, $"(?m)^    {key}: (?<value>.+)$").Select(match => match.Groups["value"].Value);

    [GeneratedRegex(@"(?<!\$)\$(?<name>[A-Z][A-Z_]+)")]
    private static partial Regex Variables();

    [GeneratedRegex("(?m)^    uid: (?<uid>.+)$")]
    private static partial Regex Uids();

    [GeneratedRegex(@"^[a-z]+/[a-z]+:v?\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex("(?m)^      - \"(?<port>[^\"]*:\\d+)\"$")]
    private static partial Regex Ports();

    [GeneratedRegex(@"(?m)^      - \./(?<path>[^:]+):")]
    private static partial Regex Mounts();
}

using RusToK.Embedded;
using RusToK.Embedded.Tools;
using RusToK.Operations;
using RusToK.Operations.Alerts;
using RusToK.Operations.Prometheus;
using Xunit;

namespace RusToK.Tests.Operations;

/// <summary>What Prometheus itself says of its files.</summary>
public sealed class PrometheusFilesTests
{
    private static readonly string Root = RepositoryRoot.Path;

    public static TheoryData<string> Proofs => [.. Directory.EnumerateFiles(Path.Combine(Root, "prometheus/tests")).Select(path => Path.GetRelativePath(Root, path))];

    [Fact]
    public Task The_rules_pass_promtool() => Promtool.AssertPassesAsync(["check", "rules", .. Directory.EnumerateFiles(Path.Combine(Root, "prometheus/rules"))]);

    [Theory]
    [MemberData(nameof(Proofs))]
    public Task Every_alert_fires_stays_quiet_and_resolves(string file) => Promtool.AssertPassesAsync("test", "rules", file);

    [Fact]
    public void Every_alert_is_among_the_proofs_with_all_three()
    {
        var proofs = string.Concat(RuleFiles.Tests().Select(file => file.Text));

        Assert.All(AlertCatalogue.All, alert => Assert.All(
            (string[])["fires", "is quiet just below", "resolves"], proof => Assert.Matches($"- name: '{alert.Name}(, case 1)? {proof}'", proofs)));
    }

    [Theory]
    [InlineData("prometheus.yml")]
    [InlineData("prometheus.compose.yml")]
    [InlineData("prometheus.services.yml")]
    public Task The_settings_pass_promtool(string file) => Promtool.AssertPassesAsync("check", "config", Path.Combine(Root, "prometheus", file));

    /// <summary>Distributions leave the discovery of Kubernetes out of their Prometheus; everything else of the file is checked everywhere.</summary>
    [Fact]
    public async Task The_settings_for_kubernetes_pass_promtool_with_another_discovery()
    {
        using var folder = TemporaryFolder.Make();
        var settings = ConfigurationFiles.Elsewhere.Single(file => file.Path.Contains("kubernetes", StringComparison.Ordinal)).Text;
        Assert.Contains("kubernetes_sd_configs:\n      - role: pod", settings, StringComparison.Ordinal);
        await WriteAsync(folder, "prometheus.yml", settings.Replace("kubernetes_sd_configs:\n      - role: pod", "static_configs:\n      - targets: []", StringComparison.Ordinal));
        foreach (var rules in RuleFiles.Rules(Timing.Undivided))
            await WriteAsync(folder, $"rules/{Path.GetFileName(rules.Path)}", rules.Text);

        await Promtool.AssertPassesAsync("check", "config", Path.Combine(folder.Path, "prometheus.yml"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(100_000)]
    public async Task The_rules_pass_promtool_whatever_they_are_divided_by(double divisor)
    {
        using var folder = TemporaryFolder.Make();
        foreach (var rules in RuleFiles.Rules(new Timing(divisor, TimeSpan.FromSeconds(1))))
        {
            await WriteAsync(folder, Path.GetFileName(rules.Path), rules.Text);
            await Promtool.AssertPassesAsync("check", "rules", Path.Combine(folder.Path, Path.GetFileName(rules.Path)));
        }
    }

    private static async Task WriteAsync(TemporaryFolder folder, string file, string text)
    {
        var path = Path.Combine(folder.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
    }
}

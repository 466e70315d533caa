namespace RusToK.Operations.Prometheus;

/// <summary>The files of Prometheus and Alertmanager.</summary>
internal static class PrometheusFiles
{
    public static IEnumerable<GeneratedFile> All =>
    [
        ConfigurationFiles.Local(Timing.Undivided), .. ConfigurationFiles.Elsewhere, AlertmanagerFile.Create(),
        .. RuleFiles.Rules(Timing.Undivided), .. RuleFiles.Tests(),
    ];
}

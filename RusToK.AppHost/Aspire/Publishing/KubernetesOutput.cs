using System.Text.RegularExpressions;

namespace RusToK.AppHost.Publishing;

/// <summary>What the publisher of Kubernetes leaves open.</summary>
internal static partial class KubernetesOutput
{
    /// <param name="chart">Folder of the Helm chart.</param>
    public static async Task CompleteAsync(string chart, CancellationToken cancellationToken)
    {
        var values = Path.Combine(chart, "values.yaml");
        var text = await File.ReadAllTextAsync(values, cancellationToken);
        await File.WriteAllTextAsync(values, Unpinned().Replace(text, match => $"\"{ContainerImages.Of(match.Groups["resource"].Value)}\""), cancellationToken);
    }

    // The publisher tags every image that is built with `latest`.
    [GeneratedRegex("\"(?<resource>[a-z-]+):latest\"")]
    private static partial Regex Unpinned();
}

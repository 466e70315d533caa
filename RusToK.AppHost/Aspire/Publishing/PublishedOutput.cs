using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace RusToK.AppHost.Publishing;

/// <summary>What is published is complete in itself: images that are built here can be built from what lies beside it.</summary>
internal static class PublishedOutput
{
    /// <summary>Folder of the files that images of what watches are built of, as a part of the repository.</summary>
    public const string Images = "images";

    // What the Dockerfiles copy, and they themselves.
    private static readonly string[] Sources = ["prometheus", "grafana", "docs/runbooks", "RusToK.AppHost/Images"];

    public static async Task CompleteAsync(PipelineStepContext context, TopologyOptions options)
    {
        var output = context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory();
        if (options.Publisher == PublishedAs.Kubernetes)
            await KubernetesOutput.CompleteAsync(output, context.CancellationToken);
        if (!options.Monitoring)
            return;
        var repository = Path.GetDirectoryName(context.Services.GetRequiredService<IHostEnvironment>().ContentRootPath.TrimEnd(Path.DirectorySeparatorChar))!;
        foreach (var source in Sources)
            Copy(Path.Combine(repository, source), Path.Combine(output, Images, source));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}

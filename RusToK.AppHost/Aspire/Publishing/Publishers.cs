namespace RusToK.AppHost.Publishing;

/// <summary>Where the application can be published to.</summary>
internal static class Publishers
{
    /// <exception cref="InvalidOperationException">Something is to be published and nobody said what as.</exception>
    public static void AddPublisher(this IDistributedApplicationBuilder builder, TopologyOptions options)
    {
        if (builder.ExecutionContext.IsRunMode)
            return;
        switch (options.Publisher)
        {
            case PublishedAs.Compose:
                builder.AddDockerComposeEnvironment(PublishedAs.Compose)
                    // Its own dashboard would take the place of every other backend of telemetry.
                    .WithDashboard(false)
                    .ConfigureComposeFile(ComposeOutput.Complete)
                    .ConfigureEnvFile(ComposeOutput.Complete);
                break;
            case PublishedAs.Kubernetes:
                builder.AddKubernetesEnvironment(PublishedAs.Kubernetes)
                    .WithDashboard(false)
                    .WithHelm(chart => chart.WithChartName("rustok").WithChartDescription("RusToK: API, Worker, migrations, and what watches them"))
                    .WithProperties(cluster => (cluster.DefaultStorageType, cluster.DefaultStorageSize) = ("pvc", "10Gi"));
                break;
            default:
                throw new InvalidOperationException($"Say what to publish: --{nameof(options.Publisher)} {PublishedAs.Compose} or {PublishedAs.Kubernetes}.");
        }

        builder.Pipeline.AddStep("complete-output", context => PublishedOutput.CompleteAsync(context, options), dependsOn: $"publish-{options.Publisher}", requiredBy: "publish");
    }
}

using System.CommandLine;
using RusToK.ServiceDefaults;
using RusToK.ServiceDefaults.Faults;
using RusToK.Worker.Hosting;

namespace RusToK.Worker.Commands;

/// <summary>The worker itself: relay, consumers, health and metrics.</summary>
internal static class ServeCommand
{
    public static void Configure(RootCommand root) => root.SetAction(async (_, cancellationToken) =>
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults("rustok-worker");
        builder.AddWorkerCore();
        builder.AddEventPipeline();
        await using var app = builder.Build();
        app.MapServiceDefaults();
        app.MapFaults()?.RequireFaultToken();
        await app.RunAsync(cancellationToken);
        return 0;
    });
}

using System.CommandLine;
using System.Globalization;
using RusToK.Core.Events.Handling;
using RusToK.Worker.Hosting;
using RusToK.Worker.Rebuild;
using Spectre.Console;

namespace RusToK.Worker.Commands;

/// <summary>Writes a read model anew from the event log while everything else goes on.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("read-model") { Description = "Name of the read model, such as content; 'all' for every one." };
        var command = new Command("rebuild", "Rebuild a read model from the whole event log.") { name };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(
            "rebuild", (services, stop) => RunAsync(services, parsed.GetValue(name)!, stop), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, string name, CancellationToken cancellationToken)
    {
        var all = services.GetServices<IProjection>().ToList();
        var chosen = all.Where(p => name == "all" || p.Name == name).ToList();
        if (chosen.Count == 0)
            throw new InvalidOperationException(
                $"There is no read model '{name}'; there are: {string.Join(", ", all.Select(p => p.Name).Order())}.");

        var rebuilder = services.GetRequiredService<ReadModelRebuilder>();
        foreach (var projection in chosen)
        {
            var applied = 0L;
            await AnsiConsole.Status().StartAsync($"Rebuilding {projection.Name}", async status =>
            {
                var progress = new Progress<long>(n => status.Status(
                    string.Create(CultureInfo.InvariantCulture, $"Rebuilding {projection.Name}: {n:N0} events")));
                applied = await rebuilder.RebuildAsync(projection, progress, cancellationToken);
            });
            Console.WriteLine($"Rebuilt {projection.Name} from {applied.ToString(CultureInfo.InvariantCulture)} events.");
        }

        return 0;
    }
}

using System.Diagnostics;
using RusToK.Embedded.Servers;

namespace RusToK.Embedded.Topology;

/// <summary>Starts a server again when it ends by itself: on the same port and data, more slowly each time, not for ever.</summary>
internal sealed class Supervisor(ServerProcess server, TopologyConsole console)
{
    private const int Tries = 8;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var up = Stopwatch.StartNew();
            var exitCode = await server.Completion.WaitAsync(cancellationToken);
            failures = up.Elapsed > Steady ? 1 : failures + 1;
            if (failures > Tries)
            {
                console.Say($"{server.Name} ended with exit code {exitCode}, {Tries} times in a row: it stays down. ./rustok down and up start it again");
                return;
            }

            var delay = TimeSpan.FromTicks(Math.Min(LongestDelay.Ticks, FirstDelay.Ticks << (failures - 1)));
            console.Say($"{server.Name} ended with exit code {exitCode}: starting it again in {delay.TotalSeconds:0.0} s");
            await Task.Delay(delay, cancellationToken);
            try
            {
                await server.StartAsync(cancellationToken);
                console.Say($"{server.Name} is ready again");
            }
            catch (ServerStartException exception)
            {
                console.Say(exception.Message);
            }
        }
    }
}

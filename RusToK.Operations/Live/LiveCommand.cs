using System.CommandLine;
using RusToK.Embedded.Topology;

namespace RusToK.Operations.Live;

/// <summary>What the commands that ask a running system have in common: where it is, and what they say when it is not there.</summary>
internal static class LiveCommand
{
    public static Option<Uri?> Prometheus { get; } = Address("--prometheus", "Address of a Prometheus; that of the running system when it is not named.");

    public static Option<Uri?> Telemetry { get; } = Address("--telemetry-api", "Address of the Aspire dashboard's telemetry API, when a Prometheus is named.");

    /// <param name="action">Returns the exit code.</param>
    public static void SetLiveAction(this Command command, Func<ParseResult, RunningSystem, TextWriter, CancellationToken, Task<int>> action) =>
        command.SetAction(async (result, cancellationToken) =>
        {
            var output = result.InvocationConfiguration.Output;
            var errors = result.InvocationConfiguration.Error;
            Uri? address = null;
            try
            {
                var system = result.GetValue(Prometheus) is { } named ? new RunningSystem(named, result.GetValue(Telemetry)) : RunningSystem.OfThisCheckout();
                address = system.Prometheus;
                return await action(result, system, output, cancellationToken);
            }
            catch (NotRunningException nothing)
            {
                await errors.WriteLineAsync(nothing.Message);
                return SystemStatus.NotRunning;
            }
            catch (HttpRequestException silent) when (silent.StatusCode is null)
            {
                await errors.WriteLineAsync($"{address} does not answer ({silent.Message}): ./rustok status says what runs.");
                return SystemStatus.NotRunning;
            }
            catch (HttpRequestException refused)
            {
                await errors.WriteLineAsync(refused.Message);
                return 1;
            }
        });

    private static Option<Uri?> Address(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address))
                return address;
            result.AddError($"{name} must be an address, such as http://127.0.0.1:9090.");
            return null;
        },
    };
}

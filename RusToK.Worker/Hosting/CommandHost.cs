using Npgsql;
using RusToK.Core.Telemetry;
using RusToK.ServiceDefaults;

namespace RusToK.Worker.Hosting;

/// <summary>
/// A host for one administrative command: the same services and telemetry as the worker, without serving anything. The command runs
/// in a span of its own, so that what it sets off can be traced back to it.
/// </summary>
internal static class CommandHost
{
    /// <param name="name">Name of the command, of its span and of its service.</param>
    /// <param name="run">The command; its result is the exit code.</param>
    public static async Task<int> RunAsync(
        string name, Func<IServiceProvider, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddServiceDefaults("rustok-" + name);
        builder.AddWorkerCore();
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        try
        {
            await using var scope = host.Services.CreateAsyncScope();
            using var activity = TelemetrySources.Commands.StartActivity("cli." + name);
            return await run(scope.ServiceProvider, cancellationToken);
        }
        catch (Exception error) when (Explain(error) is { } explanation)
        {
            await Console.Error.WriteLineAsync($"{name}: {explanation}");
            return 1;
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>What an operator can act on; anything else keeps its stack trace.</summary>
    private static string? Explain(Exception error) => error switch
    {
        Core.Errors.DomainException domain => domain.Message,
        InvalidOperationException invalid => invalid.Message,
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"the database login lacks a right ({denied.MessageText}); this command needs the owner's connection string.",
        Core.Resilience.UnavailableException away => $"{away.Dependency} does not answer; is the system up (`./rustok status`)?",
        NpgsqlException { InnerException: System.Net.Sockets.SocketException } => "PostgreSQL does not answer; is the system up (`./rustok status`)?",
        _ => null,
    };
}

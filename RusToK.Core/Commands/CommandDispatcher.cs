using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commands;

/// <summary>
/// The one way into a command: finds its handler, and gives every command the same span, named
/// <c>{module}.{command}</c>, with its outcome.
/// </summary>
public sealed class CommandDispatcher(IServiceProvider services, IEnumerable<ICommandObserver> observers)
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    public Task<TResult> SendAsync<TCommand, TResult>(TCommand command, CommandContext context, CancellationToken cancellationToken)
        where TCommand : ICommand<TResult>
    {
        var handler = services.GetRequiredService<ICommandHandler<TCommand, TResult>>();
        return RunAsync(handler, command, context, cancellationToken);
    }

    private async Task<TResult> RunAsync<TCommand, TResult>(
        ICommandHandler<TCommand, TResult> handler, TCommand command, CommandContext context, CancellationToken cancellationToken)
        where TCommand : ICommand<TResult>
    {
        var name = NameOf(typeof(TCommand));
        var started = Stopwatch.GetTimestamp();
        using var activity = TelemetrySources.Commands.StartActivity(name);
        try
        {
            var result = await handler.HandleAsync(command, context, cancellationToken);
            activity?.SetTag(Attributes.Outcome, "ok");
            Tell(new EndedCommand(name, command, result, null, Stopwatch.GetElapsedTime(started)));
            return result;
        }
        catch (Exception error)
        {
            activity?.SetTag(Attributes.Outcome, error is OperationCanceledException ? "cancelled" : "failed");
            activity?.Fail(error);
            Tell(new EndedCommand(name, command, null, error, Stopwatch.GetElapsedTime(started)));
            throw;
        }
    }

    private void Tell(in EndedCommand ended)
    {
        foreach (var observer in observers)
            observer.Ended(ended);
    }

    /// <summary>The <see cref="CommandNameAttribute"/> of a command type.</summary>
    /// <exception cref="InvalidOperationException">The type has none.</exception>
    public static string NameOf(Type command) => Names.GetOrAdd(command, static type =>
        type.GetCustomAttribute<CommandNameAttribute>()?.Name
        ?? throw new InvalidOperationException($"The command {type.Name} has no [CommandName]."));
}

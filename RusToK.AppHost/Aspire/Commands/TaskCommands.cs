using Microsoft.Extensions.DependencyInjection;

namespace RusToK.AppHost.Commands;

/// <summary>Commands of a resource that start and stop others.</summary>
internal static class TaskCommands
{
    /// <summary>Starts a resource that does its work and ends, and tells how it ended.</summary>
    public static IResourceBuilder<ProjectResource> WithTaskCommand(this IResourceBuilder<ProjectResource> resource, string name, string displayName, IResourceBuilder<ProjectResource> task) =>
        resource.WithCommand(name, displayName, context => RunAsync(task.Resource, context), Options($"Runs {task.Resource.Name}, whose log tells more.", "Play"));

    /// <summary>Starts a resource that runs until it is stopped.</summary>
    public static IResourceBuilder<ProjectResource> WithStartCommand(this IResourceBuilder<ProjectResource> resource, string name, string displayName, IResourceBuilder<ProjectResource> other) =>
        resource.WithCommand(name, displayName, context => ExecuteAsync(other.Resource, KnownResourceCommands.StartCommand, context), Options($"Starts {other.Resource.Name}.", "Play"));

    /// <summary>Stops it.</summary>
    public static IResourceBuilder<ProjectResource> WithStopCommand(this IResourceBuilder<ProjectResource> resource, string name, string displayName, IResourceBuilder<ProjectResource> other) =>
        resource.WithCommand(name, displayName, context => ExecuteAsync(other.Resource, KnownResourceCommands.StopCommand, context), Options($"Stops {other.Resource.Name}.", "Stop"));

    private static async Task<ExecuteCommandResult> RunAsync(ProjectResource task, ExecuteCommandContext context)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        var earlier = notifications.TryGetCurrentState(task.Name, out var state) ? state.Snapshot.StartTimeStamp : null;
        var started = await ExecuteAsync(task, KnownResourceCommands.StartCommand, context);
        if (!started.Success)
            return started;
        var ended = await notifications.WaitForResourceAsync(
            task.Name,
            current => current.Snapshot.StartTimeStamp is { } start && start != earlier && KnownResourceStates.TerminalStates.Contains(current.Snapshot.State?.Text),
            context.CancellationToken);
        return ended.Snapshot.ExitCode is 0
            ? CommandResults.Success($"{task.Name} is done")
            : CommandResults.Failure($"{task.Name} ended with exit code {ended.Snapshot.ExitCode}: see its log");
    }

    private static Task<ExecuteCommandResult> ExecuteAsync(ProjectResource resource, string command, ExecuteCommandContext context) =>
        context.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(resource, command, context.CancellationToken);

    private static CommandOptions Options(string description, string icon) => new() { Description = description, IconName = icon };
}

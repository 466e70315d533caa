using System.Security.Claims;
using GraphQL;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RusToK.Api.GraphQL.Server;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Caching;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Content.Events;
using RusToK.Core.Events;
using RusToK.Core.Events.Log;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue;

namespace RusToK.Benchmarks.Telemetry.Layers;

/// <summary>The layers that are measured. None of them has anything to wait for, so what they allocate is counted on the thread they began on.</summary>
internal sealed partial class LayerCatalogue : IDisposable
{
    private const string Document = "query Greeting { hello }";

    private static readonly CommandContext Context = new(Guid.CreateVersion7(), "en", Guid.CreateVersion7(), Guid.CreateVersion7());

    private static readonly Total Counted = CacheMetrics.Requests("bench", CacheMetrics.Hit);

    private readonly ServiceProvider _services;

    public LayerCatalogue()
    {
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddLogging()
            .AddScoped<CommandDispatcher>()
            .AddScoped<ICommandHandler<Nothing, int>, NothingHandler>()
            .AddGraphQLServer<HelloSchema>()
            .BuildServiceProvider();
        All = [.. Primitives(), Command(), Events(), Operation()];
    }

    public IReadOnlyList<Layer> All { get; }

    public void Dispose() => _services.Dispose();

    private static IEnumerable<Layer> Primitives() =>
    [
        new("a span", static _ => TelemetrySources.Commands.StartActivity("bench.nothing")?.SetTag(Attributes.Outcome, "ok").Dispose()),
        new("a counter with 3 labels", static _ => EventMetrics.CountSent(1)),
        new("a counter that is added up", static _ => Counted.Increment()),
        new("a histogram with 3 labels", static _ => GraphQLTelemetry.RecordOperation(TimeSpan.FromMilliseconds(3), "query", null, GraphQLTelemetry.Ok)),
        new("a log message", static listeners => LogDone(listeners.Logger, 20, "nodes")),
        new("a log message below the level", static listeners => LogDetail(listeners.Logger, 20, "nodes")),
    ];

    private Layer Command()
    {
        var scope = _services.CreateScope().ServiceProvider;
        var (dispatcher, handler, command) = (scope.GetRequiredService<CommandDispatcher>(), scope.GetRequiredService<ICommandHandler<Nothing, int>>(), new Nothing());
        return new Layer(
            "a command that does nothing",
            _ => Ended(dispatcher.SendAsync<Nothing, int>(command, Context, CancellationToken.None)),
            () => Ended(handler.HandleAsync(command, Context, CancellationToken.None)));
    }

    private static Layer Events()
    {
        var appender = new EventAppender(EventTypeRegistry.FromAssembly(typeof(EventTypeRegistry).Assembly), TimeProvider.System);
        var created = new TagCreated(DateTimeOffset.UnixEpoch, [new NameState("en", "Observability", "observability", "All that tells what goes on.")]);
        PendingEvent[] pending = [new(created, ContentSchema.TagAggregate, Guid.CreateVersion7(), 1)];
        return new Layer("an event's identity, payload and create span", _ => appender.Create(pending, Context).Complete());
    }

    private Layer Operation()
    {
        var executor = _services.GetRequiredService<OperationExecutor>();
        var scope = _services.CreateScope().ServiceProvider;
        var (request, nobody) = (new OperationRequest(Document, null, null, Inputs.Empty), new ClaimsPrincipal());
        return new Layer("a GraphQL operation of one field", _ =>
        {
            var result = Ended(executor.ExecuteAsync(request, queriesOnly: true, scope, nobody, CancellationToken.None).AsTask());
            if (result.Errors.Count > 0)
                throw new InvalidOperationException($"The operation failed: {result.Errors[0].Message}");
        });
    }

    /// <summary>None of them has anything to wait for.</summary>
    private static T Ended<T>(Task<T> task) => task.GetAwaiter().GetResult();

    [LoggerMessage(1, LogLevel.Information, "Read {Count} {What}")]
    private static partial void LogDone(ILogger logger, int count, string what);

    [LoggerMessage(2, LogLevel.Debug, "About to read {Count} {What}")]
    private static partial void LogDetail(ILogger logger, int count, string what);

    [CommandName("bench.nothing")]
    private sealed record Nothing : ICommand<int>;

    private sealed class NothingHandler : ICommandHandler<Nothing, int>
    {
        public Task<int> HandleAsync(Nothing command, CommandContext context, CancellationToken cancellationToken) => Task.FromResult(1);
    }
}

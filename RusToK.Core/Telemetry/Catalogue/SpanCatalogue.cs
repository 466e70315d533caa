using System.Diagnostics;

namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>Every kind of span of this product, in the order in which a change meets them.</summary>
public static class SpanCatalogue
{
    /// <summary>Sources that are not ours; ServiceDefaults listens to them by their packages' own extensions.</summary>
    public static IReadOnlyList<string> ForeignSources { get; } = ["Microsoft.AspNetCore", "Npgsql", "System.Net.Http"];

    public static IReadOnlyList<SpanDefinition> All { get; } =
    [
        new("Microsoft.AspNetCore", "{method} {route}", ActivityKind.Server, "OpenTelemetry.Instrumentation.AspNetCore",
            "An HTTP request, without probes, scrapes and the files of pages. The caller's trace goes on in it; its baggage does not.")
        {
            Attributes = [Attributes.HttpMethod, Attributes.HttpRoute, Attributes.HttpStatus, Attributes.UrlPath, Attributes.TenantSlug, Attributes.ErrorType],
        },
        new(TelemetrySources.GraphQLName, "{operation type}", ActivityKind.Internal, "RusToK.Api/GraphQL/Server/Execution/OperationExecutor.cs",
            "A GraphQL operation: `query`, `mutation`, `subscription`, or `operation` when the document could not be read.")
        {
            Attributes =
            [
                Attributes.GraphQLOperationType, Attributes.GraphQLOperationName, Attributes.GraphQLDocumentHash, Attributes.GraphQLComplexity,
                Attributes.GraphQLErrors, Attributes.ErrorType,
            ],
        },
        new(TelemetrySources.GraphQLName, "resolve {type}.{field}", ActivityKind.Internal, "RusToK.Api/GraphQL/Server/Execution/ResolverSpans.cs",
            "A resolver that does I/O by itself; the others have none.")
        {
            Attributes = [Attributes.GraphQLFieldPath, Attributes.ErrorType],
        },
        new(TelemetrySources.GraphQLName, "load {loader}", ActivityKind.Internal, "RusToK.Api/GraphQL/Server/Loaders/BatchLoader.cs",
            "A batch of a loader: the keys that the fields of one level asked for.")
        {
            Attributes = [Attributes.LoaderName, Attributes.LoaderBatchSize, Attributes.ErrorType],
        },
        new(TelemetrySources.CommandsName, "{module}.{command}", ActivityKind.Internal, "RusToK.Core/Commands/CommandDispatcher.cs", "A command of a module.")
        {
            Attributes = [Attributes.Outcome, Attributes.AggregateType, Attributes.AggregateId, Attributes.AggregateVersion, Attributes.ErrorType],
        },
        new(TelemetrySources.CachingName, "cache.load {cache}", ActivityKind.Internal, "RusToK.Core/Caching/NamedCache.cs",
            "What a cache lacks is loaded. Whether it was there is an event of the span that asked: `cache.hit`, `cache.miss` or `cache.stale`.")
        {
            Attributes = [Attributes.Cache, Attributes.ErrorType],
        },
        new("Npgsql", "{query summary}", ActivityKind.Client, "Npgsql.OpenTelemetry",
            "A statement, or a batch of them in one round trip, of what a request, an event or an operator asked for. Polls, elections and leases have none.")
        {
            Attributes =
            [
                Attributes.DbSystem, Attributes.DbNamespace, Attributes.DbQuerySummary, Attributes.DbBatchSize, Attributes.DbStatus,
                Attributes.ServerAddress, Attributes.ServerPort, Attributes.ErrorType,
            ],
        },
        new("System.Net.Http", "{method}", ActivityKind.Client, "OpenTelemetry.Instrumentation.Http", "A call over HTTP, once for each attempt.")
        {
            Attributes =
            [
                Attributes.HttpMethod, Attributes.HttpStatus, Attributes.UrlFull, Attributes.ServerAddress, Attributes.ServerPort, Attributes.ErrorType,
            ],
        },
        new(TelemetrySources.IdentityName, "send mail", ActivityKind.Client, "RusToK.Core/Identity/Mail/MailDelivery.cs",
            "A mail on its way, its retries included: a child of the command that wrote it.")
        {
            Attributes = [Attributes.MailKind, Attributes.ErrorType],
        },
        new(TelemetrySources.EventsName, "create {event.type}", ActivityKind.Producer, "RusToK.Core/Events/Log/EventAppender.cs",
            "An event is appended to the log: the creation context that all its consumers continue.")
        {
            Attributes =
            [
                Attributes.MessagingSystem, Attributes.MessagingOperationType, Attributes.MessagingOperationName, Attributes.MessagingDestination,
                Attributes.MessagingMessageId, Attributes.MessagingConversationId, Attributes.EventType, Attributes.AggregateType, Attributes.AggregateId,
                Attributes.AggregateVersion, Attributes.ErrorType,
            ],
        },
        new(TelemetrySources.EventsName, "publish rustok.events", ActivityKind.Producer, "RusToK.Worker/Relay/PublishSpan.cs",
            "A batch of the log is put into the streams. Linked to the creation contexts of its events; in their trace when they have the same one.")
        {
            Attributes =
            [
                Attributes.MessagingSystem, Attributes.MessagingOperationType, Attributes.MessagingOperationName, Attributes.MessagingDestination,
                Attributes.MessagingBatchCount, Attributes.RelayBatch, Attributes.ErrorType,
            ],
        },
        new(TelemetrySources.RedisName, "{command} {keyspace}", ActivityKind.Client, "RusToK.Core/Telemetry/RedisSpans.cs",
            "A call of Redis that somebody waits for: a limit of requests, an entry that caches share, what of the relay's batch goes to one partition.")
        {
            Attributes =
            [
                Attributes.DbSystem, Attributes.DbOperation, Attributes.DbBatchSize, Attributes.MessagingDestinationPartition, Attributes.ServerAddress,
                Attributes.ServerPort, Attributes.ErrorType,
            ],
        },
        new(TelemetrySources.EventsName, "process {event.type}", ActivityKind.Consumer, "RusToK.Worker/Consumers/ProcessSpans.cs",
            "An attempt of a consumer to handle an event: a child of the creation context, linked to the publish span.")
        {
            Attributes = Consumed,
        },
        new(TelemetrySources.EventsName, "replay {event.type}", ActivityKind.Consumer, "RusToK.Worker/Consumers/ProcessSpans.cs",
            "A dead letter is handled again: a trace of its own, linked to the creation context and to what the operator did.")
        {
            Attributes = Consumed,
        },
        new(TelemetrySources.EventsName, "process rustok.events", ActivityKind.Consumer, "RusToK.Worker/Consumers/WriteSpans.cs",
            "One transaction with the effects of several events: a trace of its own, linked to their `process` spans.")
        {
            Attributes =
            [
                Attributes.MessagingSystem, Attributes.MessagingOperationType, Attributes.MessagingOperationName, Attributes.MessagingDestination,
                Attributes.MessagingConsumerGroup, Attributes.MessagingBatchCount, Attributes.Handler, Attributes.ErrorType,
            ],
        },
        new(TelemetrySources.EventsName, "{query summary}", ActivityKind.Client, "RusToK.Worker/Consumers/WriteSpans.cs",
            "The statement of such a transaction as the trace of each of its events shows it, linked to `process rustok.events`.")
        {
            Attributes =
            [
                Attributes.DbSystem, Attributes.DbNamespace, Attributes.DbQuerySummary, Attributes.DbBatchSize, Attributes.ServerAddress,
                Attributes.ServerPort, Attributes.ErrorType,
            ],
        },
        new(TelemetrySources.WebhooksName, "webhook.deliver", ActivityKind.Client, "RusToK.Worker/Webhooks/DeliverySpan.cs",
            "An attempt to deliver a webhook: a child of the event's creation context, linked to the span that recorded the delivery and to a request to repeat it.")
        {
            Attributes =
            [
                Attributes.HttpMethod, Attributes.HttpStatus, Attributes.ServerAddress, Attributes.ServerPort, Attributes.WebhookId,
                Attributes.WebhookDelivery, Attributes.MessagingMessageId, Attributes.MessagingConversationId, Attributes.EventType, Attributes.Attempt,
                Attributes.Outcome, Attributes.ErrorType,
            ],
        },
        new(TelemetrySources.CommandsName, "scheduled {action}", ActivityKind.Internal, "RusToK.Worker/Scheduling/ScheduleSpan.cs",
            "A planned publication is carried out (`publish` or `unpublish`): a trace of its own, linked to the one in which it was planned.")
        {
            Attributes =
            [
                Attributes.AggregateType, Attributes.AggregateId, Attributes.ScheduleId, Attributes.ScheduleLateness, Attributes.Attempt, Attributes.Outcome,
            ],
        },
        new(TelemetrySources.EventsName, "rebuild {read model}", ActivityKind.Internal, "RusToK.Worker/Rebuild/RequestedRebuilds.cs",
            "A read model is written anew from the log: a trace of its own, linked to the request.")
        {
            Attributes = [Attributes.Outcome],
        },
        new(TelemetrySources.ImportName, "run import", ActivityKind.Consumer, "RusToK.Worker/Import/RequestedImports.cs",
            "An import that was asked for over HTTP: a trace of its own, linked to the request.")
        {
            Attributes = [Attributes.Outcome, Attributes.ErrorType],
        },
        new(TelemetrySources.ImportName, "import {format}", ActivityKind.Internal, "RusToK.Core/Import/ImportRun.cs", "One run over a file.")
        {
            Attributes = [Attributes.ImportRun, Attributes.TenantSlug, Attributes.ImportEntries, Attributes.Outcome, Attributes.ErrorType],
        },
        new(TelemetrySources.ImportName, "import {kind}", ActivityKind.Internal, "RusToK.Core/Import/ImportRun.cs",
            "One thing of the file: a trace of its own, linked to the run.")
        {
            Attributes = [Attributes.ImportRun, Attributes.ImportReference],
        },
        new(TelemetrySources.CommandsName, "cli.{command}", ActivityKind.Internal, "RusToK.Worker/Hosting/CommandHost.cs", "A command of the Worker that an operator has typed.")
        {
            Attributes = [Attributes.TenantSlug],
        },
    ];

    private static IReadOnlyList<string> Consumed =>
    [
        Attributes.MessagingSystem, Attributes.MessagingOperationType, Attributes.MessagingOperationName, Attributes.MessagingDestination,
        Attributes.MessagingDestinationPartition, Attributes.MessagingConsumerGroup, Attributes.MessagingMessageId, Attributes.MessagingConversationId,
        Attributes.EventType, Attributes.AggregateType, Attributes.AggregateId, Attributes.AggregateVersion, Attributes.Handler, Attributes.Attempt,
        Attributes.Outcome, Attributes.ErrorType,
    ];
}

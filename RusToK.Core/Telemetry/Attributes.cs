namespace RusToK.Core.Telemetry;

/// <summary>
/// Attribute names of spans, metrics and log records. Names without the <c>rustok.</c> prefix are OpenTelemetry's own
/// (semantic conventions for messaging, databases, errors and users).
/// </summary>
public static class Attributes
{
    public const string TenantId = "tenant.id";
    public const string UserId = "user.id";
    public const string ErrorType = "error.type";

    public const string TenantSlug = "rustok.tenant.slug";
    public const string AggregateType = "rustok.aggregate.type";
    public const string AggregateId = "rustok.aggregate.id";
    public const string AggregateVersion = "rustok.aggregate.version";
    public const string Outcome = "rustok.outcome";
    public const string Handler = "handler";
    public const string Attempt = "rustok.attempt";
    public const string Partition = "partition";
    public const string Group = "group";
    public const string Stage = "stage";
    public const string EventType = "event.type";
    public const string Cache = "cache";
    public const string Result = "result";
    public const string Direction = "direction";
    public const string Dependency = "dependency";
    public const string From = "from";
    public const string To = "to";
    public const string Scope = "scope";
    public const string ImportRun = "rustok.import.run";
    public const string ImportReference = "rustok.import.reference";
    public const string ImportEntries = "rustok.import.entries";
    public const string MailKind = "rustok.mail.kind";
    public const string WebhookId = "rustok.webhook.id";
    public const string WebhookDelivery = "rustok.webhook.delivery";
    public const string ScheduleId = "rustok.schedule.id";

    /// <summary>Seconds between the time that was planned and that at which it was taken up.</summary>
    public const string ScheduleLateness = "rustok.schedule.lateness";
    public const string RelayBatch = "rustok.relay.batch";

    public const string DbSystem = "db.system.name";
    public const string DbNamespace = "db.namespace";
    public const string DbOperation = "db.operation.name";
    public const string DbQuerySummary = "db.query.summary";
    public const string DbStatus = "db.response.status_code";
    public const string DbBatchSize = "db.operation.batch.size";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    public const string HttpMethod = "http.request.method";
    public const string HttpStatus = "http.response.status_code";

    public const string MessagingSystem = "messaging.system";
    public const string MessagingOperationName = "messaging.operation.name";
    public const string MessagingOperationType = "messaging.operation.type";
    public const string MessagingDestination = "messaging.destination.name";
    public const string MessagingDestinationPartition = "messaging.destination.partition.id";
    public const string MessagingConsumerGroup = "messaging.consumer.group.name";
    public const string MessagingMessageId = "messaging.message.id";
    public const string MessagingConversationId = "messaging.message.conversation_id";
    public const string MessagingBatchCount = "messaging.batch.message_count";

    /// <summary>The fault of a development system that has struck what the span tells of.</summary>
    public const string Fault = "rustok.fault";

    public const string Signal = "signal";

    /// <summary>Why a trace that was not sampled is exported all the same: <c>error</c> or <c>slow</c>; on its local roots.</summary>
    public const string SamplingKept = "rustok.sampling.kept";

    public const string GraphQLOperationName = "graphql.operation.name";
    public const string GraphQLOperationType = "graphql.operation.type";
    public const string GraphQLDocumentHash = "graphql.document.hash";
    public const string GraphQLFieldPath = "graphql.field.path";
    public const string GraphQLComplexity = "rustok.graphql.complexity";
    public const string GraphQLErrors = "rustok.graphql.errors";
    public const string LoaderName = "rustok.loader.name";
    public const string LoaderBatchSize = "rustok.loader.batch_size";

    public const string HttpRoute = "http.route";
    public const string UrlFull = "url.full";
    public const string UrlPath = "url.path";

    /// <summary>The outcome that a metric counts by; <see cref="Outcome"/> is that of a span.</summary>
    public const string OutcomeLabel = "outcome";
    public const string Operation = "operation";
    public const string Activity = "activity";
    public const string Kind = "kind";
    public const string Status = "status";
    public const string Currency = "currency";
    public const string Source = "source";
    public const string Reason = "reason";
    public const string Code = "code";
    public const string Table = "table";

    /// <summary>The name of a fault as a label of metrics; <see cref="Fault"/> is that of a span.</summary>
    public const string FaultLabel = "fault";
    public const string SearchIndex = "index";

    /// <summary>The slug of a tenant that is told apart, as a label of metrics; <see cref="TenantId"/> is that of spans and logs.</summary>
    public const string Tenant = "tenant";
}

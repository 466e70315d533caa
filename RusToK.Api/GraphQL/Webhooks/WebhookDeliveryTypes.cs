using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Webhooks.Deliveries;

namespace RusToK.Api.GraphQL.Webhooks;

internal sealed class DeliveryStatusType : EnumerationGraphType<DeliveryStatus>
{
    public DeliveryStatusType() => Name = "WebhookDeliveryStatus";
}

internal sealed class WebhookDeliveryType : ObjectGraphType<WebhookDelivery>
{
    public WebhookDeliveryType()
    {
        Name = "WebhookDelivery";
        Description = "An event on its way to an endpoint.";
        Field<NonNullGraphType<UuidType>>("id").Description("The receiver gets it as webhook-id, the same in every attempt.").Resolve(c => c.Source.Id);
        Field<NonNullGraphType<UuidType>>("webhookId").Resolve(c => c.Source.WebhookId);
        Field<NonNullGraphType<UuidType>>("eventId").Resolve(c => c.Source.EventId);
        Field(d => d.EventType);
        Field<NonNullGraphType<DeliveryStatusType>>("status").Resolve(c => c.Source.Status);
        Field<NonNullGraphType<IntGraphType>>("attemptCount").Resolve(c => c.Source.Attempts);
        Field<DateTimeOffsetGraphType>("nextAttemptAt").Resolve(c => c.Source.NextAttemptAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("deliverBy").Description("A pending one is given up then.").Resolve(c => c.Source.DeliverBy);
        Field<DateTimeOffsetGraphType>("completedAt").Description("When it was delivered or given up.").Resolve(c => c.Source.CompletedAt);
        Field(d => d.TraceId, nullable: true).Description("Of the request that created the event; the receiver is told of it.");
        Field<NonNullGraphType<JsonType>>("payload").Description("What the receiver gets.").Resolve(c => c.Source.Payload);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<DeliveryAttemptType>>>>("attempts")
            .Description("In order.")
            .Resolve(c => c.LoadAttempts(c.Source.Id));
    }
}

internal sealed class DeliveryAttemptType : ObjectGraphType<DeliveryAttempt>
{
    public DeliveryAttemptType()
    {
        Name = "WebhookDeliveryAttempt";
        Field<NonNullGraphType<IntGraphType>>("number").Resolve(c => c.Source.Number);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("at").Resolve(c => c.Source.At);
        Field<NonNullGraphType<FloatGraphType>>("seconds").Resolve(c => c.Source.Seconds);
        Field(a => a.Outcome).Description("ok, refused (an answer other than 2xx), timeout, unreachable, or blocked (an address that may not be called).");
        Field<IntGraphType>("statusCode").Resolve(c => c.Source.StatusCode);
        Field(a => a.Error, nullable: true);
        Field(a => a.Response, nullable: true).Description("The beginning of the answer, without what looks like a secret or a mail address.");
        Field(a => a.TraceId, nullable: true);
    }
}

internal sealed class WebhookDeliveryEdgeType() : EdgeType<WebhookDelivery, WebhookDeliveryType>("WebhookDelivery");

internal sealed class WebhookDeliveryConnectionType() : ConnectionType<WebhookDelivery, WebhookDeliveryType, WebhookDeliveryEdgeType>("WebhookDelivery");

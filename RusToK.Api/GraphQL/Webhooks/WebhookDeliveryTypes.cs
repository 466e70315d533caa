using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
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
        Field<NonNullGraphType<UuidType>>("id").Description("The receiver gets it as webhook-id, the same in every attempt.").Reads(x => x.Id);
        Field<NonNullGraphType<UuidType>>("webhookId").Reads(x => x.WebhookId);
        Field<NonNullGraphType<UuidType>>("eventId").Reads(x => x.EventId);
        Field(d => d.EventType);
        Field<NonNullGraphType<DeliveryStatusType>>("status").Reads(x => x.Status);
        Field<NonNullGraphType<IntGraphType>>("attemptCount").Reads(x => x.Attempts);
        Field<DateTimeOffsetGraphType>("nextAttemptAt").Reads(x => x.NextAttemptAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("deliverBy").Description("A pending one is given up then.").Reads(x => x.DeliverBy);
        Field<DateTimeOffsetGraphType>("completedAt").Description("When it was delivered or given up.").Reads(x => x.CompletedAt);
        Field(d => d.TraceId, nullable: true).Description("Of the request that created the event; the receiver is told of it.");
        Field<NonNullGraphType<JsonType>>("payload").Description("What the receiver gets.").Reads(x => x.Payload);
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
        Field<NonNullGraphType<IntGraphType>>("number").Reads(x => x.Number);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("at").Reads(x => x.At);
        Field<NonNullGraphType<FloatGraphType>>("seconds").Reads(x => x.Seconds);
        Field(a => a.Outcome).Description("ok, refused (an answer other than 2xx), timeout, unreachable, or blocked (an address that may not be called).");
        Field<IntGraphType>("statusCode").Reads(x => x.StatusCode);
        Field(a => a.Error, nullable: true);
        Field(a => a.Response, nullable: true).Description("The beginning of the answer, without what looks like a secret or a mail address.");
        Field(a => a.TraceId, nullable: true);
    }
}

internal sealed class WebhookDeliveryEdgeType() : EdgeType<WebhookDelivery, WebhookDeliveryType>("WebhookDelivery");

internal sealed class WebhookDeliveryConnectionType() : ConnectionType<WebhookDelivery, WebhookDeliveryType, WebhookDeliveryEdgeType>("WebhookDelivery");

using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Privacy;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Api.GraphQL.Webhooks;

/// <summary>An endpoint with a secret that was just made.</summary>
internal sealed record WebhookSecretPayload(WebhookDetails? Webhook, [property: Confidential] string Secret)
{
    public override string ToString() => Printed.Of(this);
}

internal sealed class WebhookSecretPayloadType : ObjectGraphType<WebhookSecretPayload>
{
    public WebhookSecretPayloadType()
    {
        Name = "WebhookSecretPayload";
        Field<WebhookType>("webhook").Description("Null when somebody has deleted it since.").Reads(x => x.Webhook);
        Field<NonNullGraphType<StringGraphType>>("secret").Description("Keep it: nobody can see it again.").Reads(x => x.Secret);
    }
}

internal sealed class WebhookPayloadType : ObjectGraphType<WebhookDetails>
{
    public WebhookPayloadType()
    {
        Name = "WebhookPayload";
        Field<NonNullGraphType<WebhookType>>("webhook").Reads(x => x);
    }
}

internal sealed class DeleteWebhookPayloadType : ObjectGraphType<Webhook>
{
    public DeleteWebhookPayloadType()
    {
        Name = "DeleteWebhookPayload";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Id);
    }
}

internal sealed class RedeliverWebhookPayloadType : ObjectGraphType<WebhookDelivery>
{
    public RedeliverWebhookPayloadType()
    {
        Name = "RedeliverWebhookPayload";
        Field<NonNullGraphType<WebhookDeliveryType>>("delivery").Reads(x => x);
    }
}

internal sealed class RedeliverWebhooksPayloadType : ObjectGraphType<int>
{
    public RedeliverWebhooksPayloadType()
    {
        Name = "RedeliverWebhooksPayload";
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many deliveries are due again.").Reads(x => x);
    }
}

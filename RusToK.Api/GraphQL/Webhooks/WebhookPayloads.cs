using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
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
        Field<WebhookType>("webhook").Description("Null when somebody has deleted it since.").Resolve(c => c.Source.Webhook);
        Field<NonNullGraphType<StringGraphType>>("secret").Description("Keep it: nobody can see it again.").Resolve(c => c.Source.Secret);
    }
}

internal sealed class WebhookPayloadType : ObjectGraphType<WebhookDetails>
{
    public WebhookPayloadType()
    {
        Name = "WebhookPayload";
        Field<NonNullGraphType<WebhookType>>("webhook").Resolve(c => c.Source);
    }
}

internal sealed class DeleteWebhookPayloadType : ObjectGraphType<Webhook>
{
    public DeleteWebhookPayloadType()
    {
        Name = "DeleteWebhookPayload";
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Id);
    }
}

internal sealed class RedeliverWebhookPayloadType : ObjectGraphType<WebhookDelivery>
{
    public RedeliverWebhookPayloadType()
    {
        Name = "RedeliverWebhookPayload";
        Field<NonNullGraphType<WebhookDeliveryType>>("delivery").Resolve(c => c.Source);
    }
}

internal sealed class RedeliverWebhooksPayloadType : ObjectGraphType<int>
{
    public RedeliverWebhooksPayloadType()
    {
        Name = "RedeliverWebhooksPayload";
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many deliveries are due again.").Resolve(c => c.Source);
    }
}

using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Api.GraphQL.Webhooks;

internal sealed class BreakerStateType : EnumerationGraphType<BreakerState>
{
    public BreakerStateType() => Name = "WebhookBreakerState";
}

internal sealed class WebhookType : ObjectGraphType<WebhookDetails>
{
    public WebhookType()
    {
        Name = "Webhook";
        Description = "An address that is told of events.";
        Field<NonNullGraphType<UuidType>>("id").Reads(x => x.Webhook.Id);
        Field<NonNullGraphType<StringGraphType>>("url").Reads(x => x.Webhook.Url);
        Field<StringGraphType>("description").Reads(x => x.Webhook.Description);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("events").Reads(x => x.Webhook.Events);
        Field<NonNullGraphType<BooleanGraphType>>("isActive").Reads(x => x.Webhook.IsActive);
        Field<StringGraphType>("disabledReason").Description("Why the system switched it off: failing, or gone (its answer was 410).").Reads(x => x.Webhook.DisabledReason);
        Field<NonNullGraphType<BreakerStateType>>("breaker").Description("Whether it is called.").Reads(x => x.Breaker);
        Field<NonNullGraphType<IntGraphType>>("failures").Description("Failed attempts in a row.").Reads(x => x.Failures);
        Field<DateTimeOffsetGraphType>("failingSince").Reads(x => x.FailingSince);
        Field<DateTimeOffsetGraphType>("retryAt").Description("When an open breaker lets one attempt through.").Reads(x => x.RetryAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Reads(x => x.Webhook.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Reads(x => x.Webhook.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Reads(x => x.Webhook.Version);
    }
}

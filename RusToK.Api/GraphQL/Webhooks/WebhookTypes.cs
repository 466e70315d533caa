using GraphQL.Types;
using RusToK.Api.GraphQL.Schema.Scalars;
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
        Field<NonNullGraphType<UuidType>>("id").Resolve(c => c.Source.Webhook.Id);
        Field<NonNullGraphType<StringGraphType>>("url").Resolve(c => c.Source.Webhook.Url);
        Field<StringGraphType>("description").Resolve(c => c.Source.Webhook.Description);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("events").Resolve(c => c.Source.Webhook.Events);
        Field<NonNullGraphType<BooleanGraphType>>("isActive").Resolve(c => c.Source.Webhook.IsActive);
        Field<StringGraphType>("disabledReason").Description("Why the system switched it off: failing, or gone (its answer was 410).").Resolve(c => c.Source.Webhook.DisabledReason);
        Field<NonNullGraphType<BreakerStateType>>("breaker").Description("Whether it is called.").Resolve(c => c.Source.Breaker);
        Field<NonNullGraphType<IntGraphType>>("failures").Description("Failed attempts in a row.").Resolve(c => c.Source.Failures);
        Field<DateTimeOffsetGraphType>("failingSince").Resolve(c => c.Source.FailingSince);
        Field<DateTimeOffsetGraphType>("retryAt").Description("When an open breaker lets one attempt through.").Resolve(c => c.Source.RetryAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("createdAt").Resolve(c => c.Source.Webhook.CreatedAt);
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("updatedAt").Resolve(c => c.Source.Webhook.UpdatedAt);
        Field<NonNullGraphType<LongGraphType>>("version").Resolve(c => c.Source.Webhook.Version);
    }
}

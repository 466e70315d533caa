using GraphQL.Types;
using RusToK.Api.GraphQL.Content.Inputs;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;

namespace RusToK.Api.GraphQL.Webhooks;

internal sealed class CreateWebhookInput : InputObjectGraphType
{
    public CreateWebhookInput()
    {
        Name = "CreateWebhookInput";
        Field<NonNullGraphType<StringGraphType>>("url").Description("An https address that anybody may reach.");
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("events").Description("Types of events: node.published, node.*, or * for all.");
        Field<StringGraphType>("description");
        Field<BooleanGraphType>("isActive").DefaultValue(true);
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new CreateWebhook(
        value.Get<string>("url"), value.List<string>("events"), value.Find<string>("description"), value.Find<bool?>("isActive") ?? true);
}

internal sealed class UpdateWebhookInput : InputObjectGraphType
{
    public UpdateWebhookInput()
    {
        Name = "UpdateWebhookInput";
        Field<NonNullGraphType<UuidType>>("id");
        Field<StringGraphType>("url");
        Field<ListGraphType<NonNullGraphType<StringGraphType>>>("events");
        Field<StringGraphType>("description").Description("Null removes it.");
        Field<BooleanGraphType>("isActive");
        Field<LongGraphType>("expectedVersion").Description("Refused when somebody was first.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new UpdateWebhook(value.Get<Guid>("id"))
    {
        Url = value.Find<string>("url"),
        Events = value.TryGetValue("events", out var events) && events is not null ? value.List<string>("events") : null,
        Description = value.Change<string?>("description"),
        IsActive = value.Find<bool?>("isActive"),
        ExpectedVersion = value.Find<long?>("expectedVersion"),
    };
}

internal sealed class RotateWebhookSecretInput : InputObjectGraphType
{
    private const int DefaultOverlap = 24;

    public RotateWebhookSecretInput()
    {
        Name = "RotateWebhookSecretInput";
        Field<NonNullGraphType<UuidType>>("id");
        Field<IntGraphType>("overlapHours").DefaultValue(DefaultOverlap)
            .Description($"How long the old secret signs too, 0 to {WebhookRules.MaxOverlapHours}; 0 when others know it.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new RotateWebhookSecret(value.Get<Guid>("id"), value.Find<int?>("overlapHours") ?? DefaultOverlap);
}

internal sealed class DeleteWebhookInput : InputObjectGraphType
{
    public DeleteWebhookInput()
    {
        Name = "DeleteWebhookInput";
        Field<NonNullGraphType<UuidType>>("id");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new DeleteWebhook(value.Get<Guid>("id"));
}

internal sealed class RedeliverWebhookInput : InputObjectGraphType
{
    public RedeliverWebhookInput()
    {
        Name = "RedeliverWebhookInput";
        Field<NonNullGraphType<UuidType>>("deliveryId");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => new RedeliverWebhook(value.Get<Guid>("deliveryId"));
}

internal sealed class RedeliverWebhooksInput : InputObjectGraphType
{
    public RedeliverWebhooksInput()
    {
        Name = "RedeliverWebhooksInput";
        Field<NonNullGraphType<UuidType>>("webhookId");
        Field<NonNullGraphType<DateTimeOffsetGraphType>>("since").Description("Of deliveries that were made then or later.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        new RedeliverWebhooks(value.Get<Guid>("webhookId"), value.Get<DateTimeOffset>("since"));
}

using GraphQL;
using GraphQL.Types;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Schema;
using RusToK.Api.GraphQL.Schema.Scalars;
using RusToK.Api.GraphQL.Server.Access;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Core.Identity.Access;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Api.GraphQL.Webhooks;

/// <summary>Endpoints of the request's tenant, and what became of their deliveries.</summary>
internal sealed class WebhookGraphQL : IGraphQLModule
{
    public string? Switch => null;

    public void AddQueries(ObjectGraphType query)
    {
        query.Field<NonNullGraphType<ListGraphType<NonNullGraphType<WebhookType>>>>("webhooks")
            .Description("All endpoints, the oldest first.")
            .RequirePermission(Permissions.WebhookRead)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.Service<WebhookQueries>().ListAsync(c.TenantId(), c.CancellationToken));
        query.Field<WebhookType>("webhook")
            .Argument<NonNullGraphType<UuidType>>("id")
            .RequirePermission(Permissions.WebhookRead)
            .WithResolverSpan()
            .ResolveAsync(async c => await FindAsync(c, c.GetArgument<Guid>("id")));
        query.Field<NonNullGraphType<WebhookDeliveryConnectionType>>("webhookDeliveries")
            .Description("The delivery log, the newest events first.")
            .Argument<UuidType>("webhookId", "Null for those of all endpoints.")
            .Argument<DeliveryStatusType>("status", "Null for any.")
            .Paged()
            .RequirePermission(Permissions.WebhookRead)
            .WithResolverSpan()
            .ResolveAsync(async c => Connection<WebhookDelivery>.Of(
                await c.Service<WebhookQueries>().ListDeliveriesAsync(
                    c.TenantId(), c.GetArgument<Guid?>("webhookId"), c.GetArgument<DeliveryStatus?>("status"), c.PageOf(WebhookQueries.DeliveryList), c.CancellationToken),
                static delivery => delivery));
        query.Field<WebhookDeliveryType>("webhookDelivery")
            .Argument<NonNullGraphType<UuidType>>("id")
            .RequirePermission(Permissions.WebhookRead)
            .WithResolverSpan()
            .ResolveAsync(async c => await c.Service<WebhookQueries>().FindDeliveryAsync(c.TenantId(), c.GetArgument<Guid>("id"), c.CancellationToken));
    }

    public void AddMutations(ObjectGraphType mutation)
    {
        Secret<CreateWebhookInput, CreateWebhook>(mutation, "createWebhook", Permissions.WebhookCreate,
            "Adds an endpoint, which is told of what happens from now on. Its secret is shown this once.");
        Secret<RotateWebhookSecretInput, RotateWebhookSecret>(mutation, "rotateWebhookSecret", Permissions.WebhookUpdate,
            "Gives an endpoint a new secret, which is shown this once. For the hours of the overlap deliveries bear a signature by each.");
        mutation.CommandField<WebhookPayloadType, UpdateWebhookInput>("updateWebhook",
                "Changes an endpoint. One that is switched on again is told of what happens from then on, and of what was due before it was switched off.")
            .RequirePermission(Permissions.WebhookUpdate)
            .ResolveAsync(async c => await FindAsync(c, (await c.SendAsync<UpdateWebhook, Webhook>(c.GetArgument<UpdateWebhook>(CommandFields.InputArgument))).Id));
        mutation.Command<DeleteWebhookPayloadType, DeleteWebhookInput, DeleteWebhook, Webhook>(
            "deleteWebhook", Permissions.WebhookDelete, "Removes an endpoint with what was due to it and its delivery log.", static w => w);
        mutation.Command<RedeliverWebhookPayloadType, RedeliverWebhookInput, RedeliverWebhook, WebhookDelivery>(
            "redeliverWebhook", Permissions.WebhookRedeliver, "Sends a delivery again, whatever became of it. The receiver knows it by its id.", static d => d);
        mutation.Command<RedeliverWebhooksPayloadType, RedeliverWebhooksInput, RedeliverWebhooks, int>(
            "redeliverWebhooks", Permissions.WebhookRedeliver, "Sends again all that failed for good since a moment.", static count => count);
    }

    private static void Secret<TInput, TCommand>(ObjectGraphType mutation, string name, string permission, string description)
        where TInput : InputObjectGraphType
        where TCommand : Core.Commands.ICommand<WebhookWithSecret> =>
        mutation.CommandField<WebhookSecretPayloadType, TInput>(name, description)
            .RequirePermission(permission)
            .ResolveAsync(async c =>
            {
                var made = await c.SendAsync<TCommand, WebhookWithSecret>(c.GetArgument<TCommand>(CommandFields.InputArgument));
                return new WebhookSecretPayload(await FindAsync(c, made.Webhook.Id), made.Secret);
            });

    private static Task<WebhookDetails?> FindAsync(IResolveFieldContext context, Guid id) =>
        context.Service<WebhookQueries>().FindAsync(context.TenantId(), id, context.CancellationToken);
}

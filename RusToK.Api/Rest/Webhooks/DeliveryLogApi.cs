using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RusToK.Api.Access;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Webhooks.Commands;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Api.Rest.Webhooks;

/// <summary>What became of events on their way to endpoints.</summary>
internal static class DeliveryLogApi
{
    public static void MapDeliveryLog(this RouteGroupBuilder webhooks)
    {
        webhooks.MapGet("/deliveries", ListAsync).RequirePermission(Permissions.WebhookRead).WithSummary("The delivery log, the newest events first");
        webhooks.MapGet("/deliveries/{id:guid}", FindAsync).RequirePermission(Permissions.WebhookRead).WithSummary("One delivery with its payload and its attempts");
        webhooks.MapPost("/deliveries/{id:guid}/redeliver", RedeliverAsync).RequirePermission(Permissions.WebhookRedeliver)
            .WithSummary("Send a delivery again, whatever became of it; the receiver knows it by its id");
    }

    private static async Task<Ok<PageResponse<DeliveryResponse>>> ListAsync(
        [AsParameters] TenantCommands commands, WebhookQueries webhooks, string? webhookId = null, string? status = null, string? first = null, string? after = null)
    {
        var page = PageRequest.Create(WebhookQueries.DeliveryList, QueryValues.NumberOf("first", first), after, last: null, before: null);
        var found = await webhooks.ListDeliveriesAsync(
            commands.TenantId, QueryValues.IdOf("webhookId", webhookId), QueryValues.EnumOf<DeliveryStatus>("status", status), page, commands.Cancellation);
        return TypedResults.Ok(found.To(DeliveryResponse.Of));
    }

    private static async Task<Ok<DeliveryDetailsResponse>> FindAsync(Guid id, [AsParameters] TenantCommands commands, WebhookQueries webhooks)
    {
        var delivery = await webhooks.FindDeliveryAsync(commands.TenantId, id, commands.Cancellation) ?? throw NotFoundException.For("webhook delivery", id, "id");
        var attempts = await webhooks.ListAttemptsAsync(commands.TenantId, [id], commands.Cancellation);
        return TypedResults.Ok(new DeliveryDetailsResponse(
            DeliveryResponse.Of(delivery), JsonElement.Parse(delivery.Payload), attempts[id].Select(AttemptResponse.Of)));
    }

    private static async Task<Accepted<DeliveryResponse>> RedeliverAsync(Guid id, [AsParameters] TenantCommands commands) => TypedResults.Accepted(
        $"/api/webhooks/deliveries/{id}", DeliveryResponse.Of(await commands.SendAsync<RedeliverWebhook, WebhookDelivery>(new RedeliverWebhook(id))));
}

using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using RusToK.Api.Access;
using RusToK.Api.Errors;
using RusToK.Api.Tenancy;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Commands;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Api.Rest.Webhooks;

/// <summary>Endpoints that are told of events, over HTTP: the commands and queries of the GraphQL fields.</summary>
internal static class WebhookApi
{
    private const long MaxRequestBytes = 64 * 1024;

    public static IEndpointRouteBuilder MapWebhookApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/webhooks").RequireTenant().WithRefusals().WithTags("Webhooks").WithMetadata(new RequestSizeLimitAttribute(MaxRequestBytes));
        api.MapGet("", ListAsync).RequirePermission(Permissions.WebhookRead).WithSummary("All endpoints, the oldest first");
        api.MapPost("", CreateAsync).RequirePermission(Permissions.WebhookCreate).WithSummary("Add an endpoint; its secret is shown this once");
        api.MapGet("/{id:guid}", FindAsync).RequirePermission(Permissions.WebhookRead).WithSummary("One endpoint");
        api.MapPatch("/{id:guid}", UpdateAsync).RequirePermission(Permissions.WebhookUpdate).WithSummary("Change an endpoint by a JSON merge patch: url, events, description, isActive");
        api.MapDelete("/{id:guid}", DeleteAsync).RequirePermission(Permissions.WebhookDelete).WithSummary("Remove an endpoint with what was due to it");
        api.MapPost("/{id:guid}/rotate-secret", RotateAsync).RequirePermission(Permissions.WebhookUpdate).WithSummary("Give an endpoint a new secret, which is shown this once");
        api.MapPost("/{id:guid}/redeliver", RedeliverFailedAsync).RequirePermission(Permissions.WebhookRedeliver).WithSummary("Send again all that failed for good since a moment");
        api.MapDeliveryLog();
        return routes;
    }

    private static async Task<Ok<IEnumerable<WebhookResponse>>> ListAsync([AsParameters] TenantCommands commands, WebhookQueries webhooks) =>
        TypedResults.Ok((await webhooks.ListAsync(commands.TenantId, commands.Cancellation)).Select(WebhookResponse.Of));

    private static async Task<Ok<WebhookResponse>> FindAsync(Guid id, [AsParameters] TenantCommands commands, WebhookQueries webhooks) =>
        TypedResults.Ok(await ResponseAsync(id, commands, webhooks));

    private static async Task<Created<WebhookSecretResponse>> CreateAsync(CreateWebhookRequest request, [AsParameters] TenantCommands commands, HttpResponse response)
    {
        var events = (request.Events ?? []).Select(e => e ?? string.Empty).ToList();
        var made = await commands.SendAsync<CreateWebhook, WebhookWithSecret>(
            new CreateWebhook(request.Url ?? string.Empty, events, request.Description, request.IsActive ?? true));
        response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/webhooks/{made.Webhook.Id}", new WebhookSecretResponse(WebhookResponse.Of(made.Webhook), made.Secret));
    }

    private static async Task<Ok<WebhookResponse>> UpdateAsync(Guid id, JsonElement request, [AsParameters] TenantCommands commands, WebhookQueries webhooks)
    {
        var patch = MergePatch.Of(request);
        await commands.SendAsync<UpdateWebhook, Webhook>(new UpdateWebhook(id)
        {
            Url = patch.RequiredText("url"),
            Events = patch.Texts("events"),
            Description = patch.Text("description"),
            IsActive = patch.Flag("isActive"),
            ExpectedVersion = patch.ExpectedVersion,
        });
        return TypedResults.Ok(await ResponseAsync(id, commands, webhooks));
    }

    private static async Task<NoContent> DeleteAsync(Guid id, [AsParameters] TenantCommands commands)
    {
        await commands.SendAsync<DeleteWebhook, Webhook>(new DeleteWebhook(id));
        return TypedResults.NoContent();
    }

    private static async Task<Ok<WebhookSecretResponse>> RotateAsync(
        Guid id, RotateSecretRequest? request, [AsParameters] TenantCommands commands, WebhookQueries webhooks, HttpResponse response)
    {
        var command = request?.OverlapHours is { } hours ? new RotateWebhookSecret(id, hours) : new RotateWebhookSecret(id);
        var made = await commands.SendAsync<RotateWebhookSecret, WebhookWithSecret>(command);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new WebhookSecretResponse(await ResponseAsync(id, commands, webhooks), made.Secret));
    }

    private static async Task<Accepted<RedeliveredResponse>> RedeliverFailedAsync(Guid id, RedeliverRequest request, [AsParameters] TenantCommands commands)
    {
        var since = request.Since ?? throw new InvalidInputException("since", "required", "since must be a moment.");
        return TypedResults.Accepted((string?)null, new RedeliveredResponse(await commands.SendAsync<RedeliverWebhooks, int>(new RedeliverWebhooks(id, since))));
    }

    private static async Task<WebhookResponse> ResponseAsync(Guid id, TenantCommands commands, WebhookQueries webhooks) =>
        WebhookResponse.Of(await webhooks.FindAsync(commands.TenantId, id, commands.Cancellation) ?? throw NotFoundException.For("webhook", id, "id"));
}

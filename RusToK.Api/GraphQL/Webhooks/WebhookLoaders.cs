using GraphQL;
using GraphQL.DataLoader;
using RusToK.Api.GraphQL.Content;
using RusToK.Api.GraphQL.Server.Loaders;
using RusToK.Core.Webhooks.Deliveries;
using RusToK.Core.Webhooks.Queries;

namespace RusToK.Api.GraphQL.Webhooks;

/// <summary>What hangs on deliveries: one statement more, however many ask.</summary>
internal static class WebhookLoaders
{
    public static IDataLoaderResult<IEnumerable<DeliveryAttempt>> LoadAttempts(this IResolveFieldContext context, Guid deliveryId)
    {
        var (queries, tenantId) = (context.Service<WebhookQueries>(), context.TenantId());
        return context.LoadMany<Guid, DeliveryAttempt>("webhook attempts", deliveryId, (keys, cancellation) => queries.ListAttemptsAsync(tenantId, keys, cancellation));
    }
}

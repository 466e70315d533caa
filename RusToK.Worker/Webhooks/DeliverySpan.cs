using System.Diagnostics;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Webhooks;

/// <summary>
/// The span <c>webhook.deliver</c> of one attempt: a child of the event's creation context, so that the receiver goes on with the trace of
/// the request that caused it; linked to the span in which the delivery was recorded, and to the action that asked for it again.
/// </summary>
internal static class DeliverySpan
{
    private const string Name = "webhook.deliver";

    public static Activity? Start(DueDelivery delivery)
    {
        Activity.Current = null;
        var e = delivery.Event;
        if (!ActivityContext.TryParse(e.TraceParent, e.TraceState, isRemote: true, out var created))
            return null;
        var links = new List<ActivityLink>(2);
        foreach (var context in (string?[])[delivery.ProcessContext, delivery.RedeliveryContext])
            if (ActivityContext.TryParse(context, null, isRemote: true, out var linked))
                links.Add(new ActivityLink(linked));
        var span = TelemetrySources.Webhooks.StartActivity(Name, ActivityKind.Client, created, tags: null, links);
        if (span is null)
            return null;
        var url = new Uri(delivery.Url);
        span.SetBaggage(Attributes.TenantId, e.TenantId.ToString())
            .SetTag(Attributes.TenantId, e.TenantId)
            .SetTag(Attributes.HttpMethod, "POST")
            // The path may hold what only the receiver should know.
            .SetTag(Attributes.ServerAddress, url.Host)
            .SetTag(Attributes.ServerPort, url.Port)
            .SetTag(Attributes.WebhookId, delivery.EndpointId)
            .SetTag(Attributes.WebhookDelivery, delivery.Id)
            .SetTag(Attributes.MessagingMessageId, e.Id)
            .SetTag(Attributes.MessagingConversationId, e.CorrelationId)
            .SetTag(Attributes.EventType, e.Type)
            .SetTag(Attributes.Attempt, delivery.Attempt);
        if (e.ActorId is { } actor)
            span.SetBaggage(Attributes.UserId, actor.ToString()).SetTag(Attributes.UserId, actor);
        return span;
    }

    public static void Describe(this Activity? span, AttemptResult result)
    {
        span?.SetTag(Attributes.Outcome, result.Outcome).SetTag(Attributes.HttpStatus, result.StatusCode);
        if (result.Succeeded)
            return;
        span?.SetTag(Attributes.ErrorType, result.StatusCode is { } status ? status.ToString(System.Globalization.CultureInfo.InvariantCulture) : result.Outcome)
            .SetStatus(ActivityStatusCode.Error, result.Error);
    }
}

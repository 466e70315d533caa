using System.Diagnostics;
using RusToK.Core.Events.Log;
using RusToK.Core.Events.Streams;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Relay;

/// <summary>
/// The <c>publish rustok.events</c> span of a batch, linked to the creation context of each of its events. When all of them come from
/// one trace, the span belongs to that trace; a mixed batch is a trace of its own.
/// </summary>
internal static class PublishSpan
{
    /// <summary>More links than this help nobody and cost every backend.</summary>
    private const int MaxLinks = 128;

    public static Activity? Start(long batchNo, List<LoggedEvent> events)
    {
        if (!TelemetrySources.Events.HasListeners())
            return null;

        var links = new List<ActivityLink>(Math.Min(events.Count, MaxLinks));
        ActivityContext parent = default;
        var (oneTrace, oneTenant) = (true, true);
        string? last = null;
        foreach (var (envelope, _) in events)
        {
            oneTenant &= envelope.TenantId == events[0].Envelope.TenantId;
            if (envelope.TraceParent is null || ReferenceEquals(envelope.TraceParent, last)
                || !ActivityContext.TryParse(envelope.TraceParent, envelope.TraceState, isRemote: true, out var context))
                continue;
            last = envelope.TraceParent;
            if (parent == default)
                parent = context;
            else if (context.TraceId != parent.TraceId)
                oneTrace = false;
            if (links.Count < MaxLinks)
                links.Add(new ActivityLink(context));
        }

        if (parent == default)
            return null;
        // Otherwise whatever is current in this loop would become the parent.
        Activity.Current = null;
        var span = TelemetrySources.Events.StartActivity(
            "publish " + StreamNames.Destination, ActivityKind.Producer, oneTrace ? parent : default, tags: null, links);
        span?.SetTag(Attributes.MessagingSystem, StreamNames.System)
            .SetTag(Attributes.MessagingOperationType, "send")
            .SetTag(Attributes.MessagingOperationName, "publish")
            .SetTag(Attributes.MessagingDestination, StreamNames.Destination)
            .SetTag(Attributes.MessagingBatchCount, events.Count)
            .SetTag(Attributes.RelayBatch, batchNo);
        if (oneTenant)
            span?.SetBaggage(Attributes.TenantId, events[0].Envelope.TenantId.ToString());
        if (oneTrace)
            span?.SetBaggage(Attributes.UserId, events[0].Envelope.ActorId?.ToString());
        return span;
    }
}

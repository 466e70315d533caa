using System.Diagnostics;
using RusToK.Core.Content.Scheduling;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Scheduling;

/// <summary>The span of a plan that is carried out: a trace of its own, linked to that in which it was planned.</summary>
internal static class ScheduleSpan
{
    public static Activity? Start(DueSchedule plan, DateTimeOffset now)
    {
        ActivityLink[] links = ActivityContext.TryParse(plan.TraceParent, plan.TraceState, isRemote: true, out var planned) ? [new ActivityLink(planned)] : [];
        var span = TelemetrySources.Commands.StartActivity(
            plan.Action == ScheduledAction.Publish ? "scheduled publish" : "scheduled unpublish", ActivityKind.Internal, parentContext: default, tags: null, links);
        if (span is null)
            return null;
        span.SetBaggage(Attributes.TenantId, plan.TenantId.ToString());
        span.SetTag(Attributes.TenantId, plan.TenantId)
            .SetTag(Attributes.AggregateType, "node")
            .SetTag(Attributes.AggregateId, plan.NodeId)
            .SetTag(Attributes.ScheduleId, plan.Id)
            .SetTag(Attributes.ScheduleLateness, (now - plan.DueAt).TotalSeconds)
            .SetTag(Attributes.Attempt, plan.Attempt);
        if (plan.ActorId is { } actor)
            span.SetBaggage(Attributes.UserId, actor.ToString()).SetTag(Attributes.UserId, actor);
        return span;
    }
}

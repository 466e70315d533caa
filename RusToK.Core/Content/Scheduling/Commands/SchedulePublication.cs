using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Scheduling.Commands;

/// <summary>
/// Plans when a draft is published, when what is published becomes a draft again, or both. A time that is given replaces the one there
/// was; null cancels it; what is not set stays.
/// </summary>
/// <param name="Id">The node.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("content.schedule_publication")]
public sealed record SchedulePublication(Guid Id, long? ExpectedVersion = null) : ICommand<NodeResult>
{
    /// <summary>In the future, and before <see cref="UnpublishAt"/>.</summary>
    public Change<DateTimeOffset?> PublishAt { get; init; }

    /// <summary>In the future.</summary>
    public Change<DateTimeOffset?> UnpublishAt { get; init; }
}

internal sealed class SchedulePublicationHandler(NodeChanges changes) : ICommandHandler<SchedulePublication, NodeResult>
{
    public Task<NodeResult> HandleAsync(SchedulePublication command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context, (change, _, _) => Decide(command, change, context), cancellationToken);

    private static void Decide(SchedulePublication command, NodeChange change, CommandContext context)
    {
        var node = change.Node;
        var (publishAt, unpublishAt) = (command.PublishAt.Or(node.PublishAt)?.ToStorable(), command.UnpublishAt.Or(node.UnpublishAt)?.ToStorable());
        var violations = new Violations();
        RequireFuture(violations, "publishAt", command.PublishAt.Or(null), change.Now);
        RequireFuture(violations, "unpublishAt", command.UnpublishAt.Or(null), change.Now);
        if (publishAt >= unpublishAt)
            violations.Add("unpublishAt", "order", "unpublishAt must be later than publishAt.");
        violations.ThrowIfAny();
        // The state that the plan needs: a draft to publish, and something published, then or now, to unpublish.
        if (publishAt is not null)
            NodeLifecycle.Next(node.Status, NodeTransition.Publish);
        else if (command.UnpublishAt.Or(null) is not null)
            NodeLifecycle.Next(node.Status, NodeTransition.Unpublish);
        else if (node.Status == NodeStatus.Draft)
            unpublishAt = null;
        if (publishAt == node.PublishAt && unpublishAt == node.UnpublishAt)
            return;

        change.Become(node with { PublishAt = publishAt, UnpublishAt = unpublishAt }, static state => new NodeUpdated(state));
        Plan(change, ScheduledAction.Publish, node.PublishAt, publishAt, context);
        Plan(change, ScheduledAction.Unpublish, node.UnpublishAt, unpublishAt, context);
    }

    private static void Plan(NodeChange change, ScheduledAction action, DateTimeOffset? before, DateTimeOffset? after, CommandContext context)
    {
        if (after is not { } dueAt || after == before)
            return;
        var schedule = new PublicationSchedule
        {
            TenantId = change.Node.TenantId,
            NodeId = change.Node.Id,
            Action = action,
            Id = Guid.CreateVersion7(change.Now),
            DueAt = dueAt,
            AttemptAt = dueAt,
            Attempts = 0,
            ActorId = context.ActorId,
            CorrelationId = context.CorrelationId,
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
        };
        change.Write(batch => batch.Upsert(schedule));
    }

    private static void RequireFuture(Violations violations, string field, DateTimeOffset? time, DateTimeOffset now)
    {
        if (time <= now)
            violations.Add(field, "future", $"{field} must be in the future; what is to happen now is done by its own command.");
    }
}

using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Scheduling.Commands;

/// <summary>
/// Does what was planned for a node, because its time has come. Nothing happens when somebody has planned otherwise meanwhile, or has
/// done it already.
/// </summary>
/// <param name="NodeId">The node.</param>
/// <param name="Action">What is planned.</param>
/// <param name="ScheduleId">The plan; its row goes in the same transaction, so that it is carried out once.</param>
/// <param name="DueAt">The plan's time.</param>
[CommandName("content.carry_out_schedule")]
public sealed record CarryOutSchedule(Guid NodeId, ScheduledAction Action, Guid ScheduleId, DateTimeOffset DueAt) : ICommand<NodeResult>;

internal sealed class CarryOutScheduleHandler(NodeChanges changes) : ICommandHandler<CarryOutSchedule, NodeResult>
{
    private const string TakePlan = $"""
        WITH plan AS (DELETE FROM content.publication_schedules WHERE tenant_id = $1 AND node_id = $2 AND id = $3 RETURNING 1)
        SELECT rustok.require(EXISTS (SELECT FROM plan), '{SqlStates.VersionConflict}', 'content.publication_schedules')
        """;

    public Task<NodeResult> HandleAsync(CarryOutSchedule command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new NodeQuestions { NodeId = command.NodeId }, expectedVersion: null, context, (change, _, _) => Decide(command, change), cancellationToken);

    private static void Decide(CarryOutSchedule command, NodeChange change)
    {
        var node = change.Node;
        switch (command.Action)
        {
            case ScheduledAction.Publish when node.PublishAt == command.DueAt:
                change.Transit(
                    NodeTransition.Publish, n => n with { PublishedAt = n.PublishedAt ?? command.DueAt }, static state => new NodePublished(state));
                break;
            case ScheduledAction.Unpublish when node.UnpublishAt == command.DueAt && node.Status == NodeStatus.Published:
                change.Transit(NodeTransition.Unpublish, static n => n, static state => new NodeUnpublished(state));
                break;
            // Someone made it a draft before its time, and plans nothing more for it.
            case ScheduledAction.Unpublish when node.UnpublishAt == command.DueAt && node.PublishAt is null:
                change.Become(node with { UnpublishAt = null }, static state => new NodeUpdated(state));
                break;
            default:
                return;
        }

        change.Write(batch => batch.Execute(
            TakePlan,
            new NpgsqlParameter<Guid> { TypedValue = node.TenantId },
            new NpgsqlParameter<Guid> { TypedValue = node.Id },
            new NpgsqlParameter<Guid> { TypedValue = command.ScheduleId }));
    }
}

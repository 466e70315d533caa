using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Archived → Draft.</summary>
[CommandName("content.restore_node")]
public sealed record RestoreNode(Guid Id, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class RestoreNodeHandler(NodeChanges changes) : ICommandHandler<RestoreNode, NodeResult>
{
    public Task<NodeResult> HandleAsync(RestoreNode command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context,
            static (change, _, _) => change.Transit(
                NodeTransition.Restore, static node => node with { ArchiveReason = null }, static state => new NodeUpdated(state)),
            cancellationToken);
}

using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Published → Archived.</summary>
/// <param name="Id">The node.</param>
/// <param name="Reason">Why, 1 to 500 characters.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("content.archive_node")]
public sealed record ArchiveNode(Guid Id, string Reason, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class ArchiveNodeHandler(NodeChanges changes) : ICommandHandler<ArchiveNode, NodeResult>
{
    public Task<NodeResult> HandleAsync(ArchiveNode command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireName("reason", command.Reason, NodeRules.MaxArchiveReason);
        violations.ThrowIfAny();
        return changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context,
            (change, _, _) => change.Transit(
                NodeTransition.Archive, node => node with { ArchiveReason = command.Reason.Trim() }, static state => new NodeArchived(state)),
            cancellationToken);
    }
}

using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Published → Draft. The date of the first publication stays.</summary>
[CommandName("content.unpublish_node")]
public sealed record UnpublishNode(Guid Id, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class UnpublishNodeHandler(NodeChanges changes) : ICommandHandler<UnpublishNode, NodeResult>
{
    public Task<NodeResult> HandleAsync(UnpublishNode command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context,
            static (change, _, _) => change.Transit(NodeTransition.Unpublish, static node => node, static state => new NodeUnpublished(state)),
            cancellationToken);
}

using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Deletes a node that has no children, in any state. Its id is not used again.</summary>
[CommandName("content.delete_node")]
public sealed record DeleteNode(Guid Id, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class DeleteNodeHandler(NodeChanges changes) : ICommandHandler<DeleteNode, NodeResult>
{
    public Task<NodeResult> HandleAsync(DeleteNode command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id, Children = true }, command.ExpectedVersion, context,
            static (change, answers, _) =>
            {
                if (answers.HasChildren)
                    throw new ConflictException("The node has nodes below it; delete or move them first.", "id", "in-use");
                change.Delete();
            },
            cancellationToken);
}

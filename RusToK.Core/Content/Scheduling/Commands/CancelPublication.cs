using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Storage;

namespace RusToK.Core.Content.Scheduling.Commands;

/// <summary>Cancels all that is planned for a node; nothing happens when nothing is.</summary>
[CommandName("content.cancel_publication")]
public sealed record CancelPublication(Guid Id, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class CancelPublicationHandler(NodeChanges changes) : ICommandHandler<CancelPublication, NodeResult>
{
    public Task<NodeResult> HandleAsync(CancelPublication command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context,
            static (change, _, _) =>
            {
                if (change.Node.PublishAt is not null || change.Node.UnpublishAt is not null)
                    change.Become(change.Node with { PublishAt = null, UnpublishAt = null }, static state => new NodeUpdated(state));
            },
            cancellationToken);
}

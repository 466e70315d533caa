using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Detaches tags; those the node does not have change nothing.</summary>
[CommandName("content.detach_tags")]
public sealed record DetachTags(Guid Id, IReadOnlyList<Guid> TagIds, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class DetachTagsHandler(NodeChanges changes) : ICommandHandler<DetachTags, NodeResult>
{
    public Task<NodeResult> HandleAsync(DetachTags command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context,
            (change, _, _) =>
            {
                Guid[] removed = [.. change.TagIds.Intersect(command.TagIds).Order()];
                if (removed.Length == 0)
                    return;
                change.SetTags(change.TagIds.Except(removed), state => new TagDetached(removed, state));
                foreach (var tagId in removed)
                    change.Write(batch => batch.Delete(new NodeTag { TenantId = change.Node.TenantId, NodeId = change.Node.Id, TagId = tagId }));
            },
            cancellationToken);
}

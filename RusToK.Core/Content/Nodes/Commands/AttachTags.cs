using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Attaches tags; those the node has already change nothing.</summary>
[CommandName("content.attach_tags")]
public sealed record AttachTags(Guid Id, IReadOnlyList<Guid> TagIds, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class AttachTagsHandler(NodeChanges changes) : ICommandHandler<AttachTags, NodeResult>
{
    public Task<NodeResult> HandleAsync(AttachTags command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id, TagIds = command.TagIds }, command.ExpectedVersion, context,
            (change, answers, _) =>
            {
                var violations = new Violations();
                NodeReferences.CheckTags(violations, "tagIds", command.TagIds, answers);
                NodeRules.CheckTags(violations, "tagIds", [.. change.TagIds, .. command.TagIds]);
                violations.ThrowIfAny();
                Guid[] added = [.. command.TagIds.Except(change.TagIds).Order()];
                if (added.Length == 0)
                    return;
                change.SetTags([.. change.TagIds, .. added], state => new TagAttached(added, state));
                foreach (var tagId in added)
                    change.Write(batch => batch.Insert(new NodeTag { TenantId = change.Node.TenantId, NodeId = change.Node.Id, TagId = tagId }));
            },
            cancellationToken);
}

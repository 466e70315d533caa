using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>Draft → Published.</summary>
/// <param name="Id">The node.</param>
/// <param name="PublishedAt">When it was published, not in the future; the date it had, or else now, when absent.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("content.publish_node")]
public sealed record PublishNode(Guid Id, DateTimeOffset? PublishedAt = null, long? ExpectedVersion = null) : ICommand<NodeResult>;

internal sealed class PublishNodeHandler(NodeChanges changes, TimeProvider clock) : ICommandHandler<PublishNode, NodeResult>
{
    public Task<NodeResult> HandleAsync(PublishNode command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        NodeRules.CheckPublishedAt(violations, "publishedAt", command.PublishedAt, clock.GetUtcNow());
        violations.ThrowIfAny();
        return changes.ApplyAsync(
            new NodeQuestions { NodeId = command.Id }, command.ExpectedVersion, context,
            (change, _, _) => change.Transit(
                NodeTransition.Publish,
                node => node with { PublishedAt = command.PublishedAt?.ToStorable() ?? node.PublishedAt ?? change.Now },
                static state => new NodePublished(state)),
            cancellationToken);
    }
}

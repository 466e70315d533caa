using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Content.Nodes.Storage;

/// <summary>Loads a node, lets a command decide, and writes: two round trips.</summary>
internal sealed class NodeChanges(NodeReader reader, WriteBatchFactory batches, TimeProvider clock)
{
    /// <summary>Loads in all, when others keep changing the node between load and write.</summary>
    private const int MaxAttempts = 5;

    /// <param name="questions">What the decision needs; names the node.</param>
    /// <param name="expectedVersion">The version the caller decided on; null to decide on whatever there is, again when someone else was first.</param>
    /// <param name="context">The tenant and the actor.</param>
    /// <param name="decide">Changes the node, and may write further rows before it (locks, checks). May run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotFoundException">The tenant has no such node.</exception>
    /// <exception cref="ConflictException">It has another version than expected.</exception>
    public async Task<NodeResult> ApplyAsync(
        NodeQuestions questions,
        long? expectedVersion,
        CommandContext context,
        Action<NodeChange, NodeAnswers, WriteBatch> decide,
        CancellationToken cancellationToken)
    {
        var id = questions.NodeId!.Value;
        Activity.Current?.SetTag(Attributes.AggregateType, ContentSchema.NodeAggregate).SetTag(Attributes.AggregateId, id);
        for (var attempt = 1; ; attempt++)
        {
            var answers = await reader.AskAsync(context.TenantId, questions, cancellationToken) with { IsLastAttempt = attempt == MaxAttempts };
            var node = answers.Node ?? throw NotFoundException.For("node", id, "id");
            Versions.Require("node", expectedVersion, node.Node.Version);

            var change = new NodeChange(node, clock.GetStorableNow());
            var batch = batches.Begin(context);
            decide(change, answers, batch);
            if (change.IsEmpty)
                return change.Result;

            change.AddTo(batch);
            try
            {
                await batch.CommitAsync(cancellationToken);
                Activity.Current?.SetTag(Attributes.AggregateVersion, change.Node.Version);
                return change.Result;
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Someone else was first: decide again on what there is now, or say precisely what is wrong.
            }
        }
    }
}

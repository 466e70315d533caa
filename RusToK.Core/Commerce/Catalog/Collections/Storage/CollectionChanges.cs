using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Catalog.Collections.Storage;

/// <summary>Loads a collection, lets a command decide, and writes: two round trips.</summary>
internal sealed class CollectionChanges(CollectionReader reader, WriteBatchFactory batches, TimeProvider clock)
{
    private const int MaxAttempts = 5;

    /// <param name="questions">What the decision needs.</param>
    /// <param name="expectedVersion">The version the caller decided on; null to decide on whatever there is, again when someone else was first.</param>
    /// <param name="context">The tenant and the actor.</param>
    /// <param name="decide">Stages the writes and says what the collection is afterwards; null when nothing changes. May run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotFoundException">The tenant has no such collection.</exception>
    /// <exception cref="ConflictException">It has another version than expected.</exception>
    public async Task<CollectionResult> ApplyAsync(
        CollectionQuestions questions, long? expectedVersion, CommandContext context,
        Func<Collection, CollectionAnswers, WriteBatch, DateTimeOffset, CollectionResult?> decide, CancellationToken cancellationToken)
    {
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.CollectionAggregate).SetTag(Attributes.AggregateId, questions.Id);
        for (var attempt = 1; ; attempt++)
        {
            var answers = await reader.AskAsync(context.TenantId, questions, cancellationToken);
            var collection = answers.Collection ?? throw NotFoundException.For("collection", questions.Id, "id");
            Versions.Require("collection", expectedVersion, collection.Version);
            var batch = batches.Begin(context);
            if (decide(collection, answers, batch, clock.GetStorableNow()) is not { } result)
                return new CollectionResult(collection, answers.Names);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return result;
            }
            catch (DomainException) when (attempt < MaxAttempts && expectedVersion is null)
            {
                // Someone else was first: decide again on what there is now.
            }
        }
    }
}

using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Collections.Storage;
using RusToK.Core.Commerce.Catalog.Events;

namespace RusToK.Core.Commerce.Catalog.Collections.Commands;

/// <summary>Deletes a collection; its products stay. Its id is not used again.</summary>
[CommandName("commerce.delete_collection")]
public sealed record DeleteCollection(Guid Id, long? ExpectedVersion = null) : ICommand<CollectionResult>;

internal sealed class DeleteCollectionHandler(CollectionChanges changes) : ICommandHandler<DeleteCollection, CollectionResult>
{
    public Task<CollectionResult> HandleAsync(DeleteCollection command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new CollectionQuestions { Id = command.Id }, command.ExpectedVersion, context,
            static (collection, answers, batch, now) =>
            {
                var after = collection with { UpdatedAt = now, Version = collection.Version + 1 };
                batch.Delete(collection, collection.Version)
                    .Insert(new DeletedId { TenantId = collection.TenantId, Aggregate = CommerceSchema.CollectionAggregate, Id = collection.Id, DeletedAt = now })
                    .Append(new CollectionDeleted(CollectionState.Of(after, answers.Names)), CommerceSchema.CollectionAggregate, after.Id, after.Version);
                return new CollectionResult(after, answers.Names);
            },
            cancellationToken);
}

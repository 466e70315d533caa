using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Collections.Storage;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Collections.Commands;

/// <summary>Takes products out of a manual collection; those that are not in it change nothing.</summary>
[CommandName("commerce.remove_collection_products")]
public sealed record RemoveCollectionProducts(Guid Id, IReadOnlyList<Guid> ProductIds, long? ExpectedVersion = null) : ICommand<CollectionResult>;

internal sealed class RemoveCollectionProductsHandler(CollectionChanges changes) : ICommandHandler<RemoveCollectionProducts, CollectionResult>
{
    public Task<CollectionResult> HandleAsync(RemoveCollectionProducts command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        CollectionMembers.Check(violations, command.ProductIds);
        violations.ThrowIfAny();
        return changes.ApplyAsync(
            new CollectionQuestions { Id = command.Id, Places = true }, command.ExpectedVersion, context,
            (collection, answers, batch, now) => Decide(command, collection, answers, batch, now), cancellationToken);
    }

    private static CollectionResult? Decide(
        RemoveCollectionProducts command, Collection before, CollectionAnswers answers, WriteBatch batch, DateTimeOffset now)
    {
        CollectionMembers.RequireManual(before);
        Guid[] removed = [.. answers.Places.Select(p => p.ProductId).Intersect(command.ProductIds).Order()];
        if (removed.Length == 0)
            return null;
        var after = before with { UpdatedAt = now, Version = before.Version + 1 };
        batch.Update(after, before.Version)
            .Execute("DELETE FROM commerce.collection_products WHERE tenant_id = $1 AND collection_id = $2 AND product_id = ANY ($3)",
                Sql.Id(before.TenantId), Sql.Id(before.Id), Sql.Ids(removed))
            .Append(new CollectionProductsChanged([], removed, now), CommerceSchema.CollectionAggregate, after.Id, after.Version);
        return new CollectionResult(after, answers.Names);
    }
}

using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Collections.Storage;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Collections.Commands;

/// <summary>Puts products into a manual collection; those in it already move.</summary>
/// <param name="Id">The collection.</param>
/// <param name="ProductIds">1 to 250, in the order they shall have.</param>
/// <param name="Index">How many of the other products come before them; at the end when null.</param>
/// <param name="ExpectedVersion">The version the caller decided on.</param>
[CommandName("commerce.add_collection_products")]
public sealed record AddCollectionProducts(Guid Id, IReadOnlyList<Guid> ProductIds, int? Index = null, long? ExpectedVersion = null)
    : ICommand<CollectionResult>;

internal sealed class AddCollectionProductsHandler(CollectionChanges changes) : ICommandHandler<AddCollectionProducts, CollectionResult>
{
    public Task<CollectionResult> HandleAsync(AddCollectionProducts command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        CollectionMembers.Check(violations, command.ProductIds);
        if (command.Index < 0)
            violations.Add("index", "range", "index must not be negative.");
        violations.ThrowIfAny();
        return changes.ApplyAsync(
            new CollectionQuestions { Id = command.Id, ProductIds = command.ProductIds, Places = true }, command.ExpectedVersion, context,
            (collection, answers, batch, now) => Decide(command, collection, answers, batch, now), cancellationToken);
    }

    private static CollectionResult? Decide(AddCollectionProducts command, Collection before, CollectionAnswers answers, WriteBatch batch, DateTimeOffset now)
    {
        CollectionMembers.RequireManual(before);
        var violations = new Violations();
        for (var i = 0; i < command.ProductIds.Count; i++)
            if (!answers.Products.Contains(command.ProductIds[i]))
                violations.Add($"productIds[{i}]", "exists", $"productIds[{i}] names no product: {command.ProductIds[i]}.");
        violations.ThrowIfAny();
        var count = answers.Places.Select(p => p.ProductId).Union(command.ProductIds).Count();
        if (count > CollectionRules.MaxProducts)
            throw new ConflictException($"The collection would hold {count} products; {CollectionRules.MaxProducts} are allowed.", "productIds", "count");

        var placed = CollectionOrder.Place(answers.Places, command.ProductIds, command.Index);
        if (placed.Count == 0)
            return null;
        var after = before with { UpdatedAt = now, Version = before.Version + 1 };
        batch.Update(after, before.Version)
            .Execute("""
                INSERT INTO commerce.collection_products (tenant_id, collection_id, product_id, position)
                SELECT $1, $2, p.id, p.position FROM unnest($3::uuid[], $4::bigint[]) AS p(id, position)
                ON CONFLICT (tenant_id, collection_id, product_id) DO UPDATE SET position = excluded.position
                """,
                Sql.Id(before.TenantId), Sql.Id(before.Id), Sql.Ids(placed.Select(p => p.ProductId)),
                new Npgsql.NpgsqlParameter<long[]> { TypedValue = [.. placed.Select(p => p.Position)] })
            .Append(
                new CollectionProductsChanged([.. placed.Select(p => new CollectionPlace(p.ProductId, p.Position))], [], now),
                CommerceSchema.CollectionAggregate, after.Id, after.Version);
        return new CollectionResult(after, answers.Names);
    }
}

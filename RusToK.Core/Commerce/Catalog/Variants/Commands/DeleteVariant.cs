using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Variants.Commands;

/// <summary>Deletes a variant of which nothing is reserved, with its prices and stock; the last variant stays. Its id is not used again.</summary>
[CommandName("commerce.delete_variant")]
public sealed record DeleteVariant(Guid ProductId, Guid Id, long? ExpectedVersion = null) : ICommand<VariantResult>;

internal sealed class DeleteVariantHandler(ProductChanges changes, StockQuestions stock) : ICommandHandler<DeleteVariant, VariantResult>
{
    public async Task<VariantResult> HandleAsync(DeleteVariant command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await stock.ReservedOfAsync(context.TenantId, command.ProductId, command.Id, cancellationToken) is not 0 and var reserved)
            throw new ConflictException($"{reserved} pieces of the variant are reserved for orders.", "id", "in-use");
        var product = await changes.ApplyAsync(
            new ProductQuestions { ProductId = command.ProductId }, command.ExpectedVersion, context,
            (change, _, batch) =>
            {
                var variant = change.Before.Find(command.Id);
                if (change.Before.Variants.Count == 1)
                    throw new ConflictException("It is the product's only variant and cannot be deleted.", "id", "last-variant");
                batch.RequireNothingReserved(change.Product.TenantId, change.Product.Id, variant.Id);
                change.Tell(new VariantDeleted(VariantState.Of(variant), change.Now));
                change.Write(b => b.Delete(variant).Insert(new DeletedId
                {
                    TenantId = variant.TenantId,
                    Aggregate = CommerceSchema.DeletedVariant,
                    Id = variant.Id,
                    DeletedAt = change.Now,
                }));
            },
            cancellationToken);
        return new VariantResult(product, command.Id);
    }
}

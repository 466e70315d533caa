using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>
/// Deletes a product of which nothing is reserved, in any state, with its variants, prices and stock. Orders keep what they
/// remember of it. Its id is not used again.
/// </summary>
[CommandName("commerce.delete_product")]
public sealed record DeleteProduct(Guid Id, long? ExpectedVersion = null) : ICommand<ProductResult>;

internal sealed class DeleteProductHandler(ProductChanges changes, StockQuestions stock) : ICommandHandler<DeleteProduct, ProductResult>
{
    public async Task<ProductResult> HandleAsync(DeleteProduct command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await stock.ReservedOfAsync(context.TenantId, command.Id, null, cancellationToken) is not 0 and var reserved)
            throw new ConflictException($"{reserved} pieces of the product are reserved for orders; archive it instead.", "id", "in-use");
        return new ProductResult(await changes.ApplyAsync(
            new ProductQuestions { ProductId = command.Id }, command.ExpectedVersion, context,
            static (change, _, batch) =>
            {
                batch.RequireNothingReserved(change.Product.TenantId, change.Product.Id, variantId: null);
                change.Delete();
                foreach (var variant in change.Before.Variants)
                    change.Write(b => b.Insert(new DeletedId
                    {
                        TenantId = variant.TenantId,
                        Aggregate = CommerceSchema.DeletedVariant,
                        Id = variant.Id,
                        DeletedAt = change.Now,
                    }));
            },
            cancellationToken));
    }
}

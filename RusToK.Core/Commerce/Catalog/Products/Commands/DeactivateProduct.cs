using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products.Storage;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>Active → Draft. The date of the first activation stays.</summary>
[CommandName("commerce.deactivate_product")]
public sealed record DeactivateProduct(Guid Id, long? ExpectedVersion = null) : ICommand<ProductResult>;

internal sealed class DeactivateProductHandler(ProductChanges changes) : ICommandHandler<DeactivateProduct, ProductResult>
{
    public async Task<ProductResult> HandleAsync(DeactivateProduct command, CommandContext context, CancellationToken cancellationToken) =>
        new(await changes.ApplyAsync(
            new ProductQuestions { ProductId = command.Id }, command.ExpectedVersion, context,
            static (change, _, _) => change.Transit(
                ProductTransition.Deactivate, static product => product, static state => new ProductUpdated(state)),
            cancellationToken));
}

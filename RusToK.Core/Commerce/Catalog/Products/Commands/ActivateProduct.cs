using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products.Storage;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>Draft → Active: buyers see it and can order it.</summary>
[CommandName("commerce.activate_product")]
public sealed record ActivateProduct(Guid Id, long? ExpectedVersion = null) : ICommand<ProductResult>;

internal sealed class ActivateProductHandler(ProductChanges changes) : ICommandHandler<ActivateProduct, ProductResult>
{
    public async Task<ProductResult> HandleAsync(ActivateProduct command, CommandContext context, CancellationToken cancellationToken) =>
        new(await changes.ApplyAsync(
            new ProductQuestions { ProductId = command.Id }, command.ExpectedVersion, context,
            static (change, _, _) => change.Transit(
                ProductTransition.Activate,
                product => product with { PublishedAt = product.PublishedAt ?? change.Now },
                static state => new ProductPublished(state)),
            cancellationToken));
}

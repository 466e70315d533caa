using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products.Storage;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>Archived → Draft.</summary>
[CommandName("commerce.restore_product")]
public sealed record RestoreProduct(Guid Id, long? ExpectedVersion = null) : ICommand<ProductResult>;

internal sealed class RestoreProductHandler(ProductChanges changes) : ICommandHandler<RestoreProduct, ProductResult>
{
    public async Task<ProductResult> HandleAsync(RestoreProduct command, CommandContext context, CancellationToken cancellationToken) =>
        new(await changes.ApplyAsync(
            new ProductQuestions { ProductId = command.Id }, command.ExpectedVersion, context,
            static (change, _, _) => change.Transit(
                ProductTransition.Restore, static product => product, static state => new ProductUpdated(state)),
            cancellationToken));
}

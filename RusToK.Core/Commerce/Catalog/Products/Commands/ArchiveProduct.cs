using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products.Storage;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>Draft or Active → Archived.</summary>
[CommandName("commerce.archive_product")]
public sealed record ArchiveProduct(Guid Id, long? ExpectedVersion = null) : ICommand<ProductResult>;

internal sealed class ArchiveProductHandler(ProductChanges changes) : ICommandHandler<ArchiveProduct, ProductResult>
{
    public async Task<ProductResult> HandleAsync(ArchiveProduct command, CommandContext context, CancellationToken cancellationToken) =>
        new(await changes.ApplyAsync(
            new ProductQuestions { ProductId = command.Id }, command.ExpectedVersion, context,
            static (change, _, _) => change.Transit(
                ProductTransition.Archive, static product => product, static state => new ProductArchived(state)),
            cancellationToken));
}

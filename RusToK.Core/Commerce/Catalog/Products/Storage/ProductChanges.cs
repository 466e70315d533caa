using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Catalog.Products.Storage;

/// <summary>Loads a product, lets a command decide, and writes: two round trips.</summary>
internal sealed class ProductChanges(ProductReader reader, WriteBatchFactory batches, TimeProvider clock)
{
    /// <summary>Loads in all, when others keep changing the product between load and write.</summary>
    private const int MaxAttempts = 5;

    /// <param name="questions">What the decision needs; names the product.</param>
    /// <param name="expectedVersion">The version the caller decided on; null to decide on whatever there is, again when someone else was first.</param>
    /// <param name="context">The tenant and the actor.</param>
    /// <param name="decide">Changes the product, and may write further rows before it (locks, checks). May run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The product as it is now.</returns>
    /// <exception cref="NotFoundException">The tenant has no such product.</exception>
    /// <exception cref="ConflictException">It has another version than expected.</exception>
    public async Task<Product> ApplyAsync(
        ProductQuestions questions,
        long? expectedVersion,
        CommandContext context,
        Action<ProductChange, ProductAnswers, WriteBatch> decide,
        CancellationToken cancellationToken)
    {
        var id = questions.ProductId!.Value;
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.ProductAggregate).SetTag(Attributes.AggregateId, id);
        for (var attempt = 1; ; attempt++)
        {
            var answers = await reader.AskAsync(context.TenantId, questions, cancellationToken);
            var product = answers.Product ?? throw NotFoundException.For("product", id, "id");
            Versions.Require("product", expectedVersion, product.Product.Version);

            var change = new ProductChange(product, clock.GetStorableNow());
            var batch = batches.Begin(context);
            decide(change, answers, batch);
            if (change.IsEmpty)
                return change.Product;

            change.AddTo(batch);
            try
            {
                await batch.CommitAsync(cancellationToken);
                Activity.Current?.SetTag(Attributes.AggregateVersion, change.Product.Version);
                return change.Product;
            }
            catch (DomainException) when (attempt < MaxAttempts && expectedVersion is null)
            {
                // Someone else was first: decide again on what there is now, or say precisely what is wrong.
            }
        }
    }
}

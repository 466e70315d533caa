using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Catalog.Categories.Storage;

/// <summary>Loads a category, lets a command decide, and writes: two round trips.</summary>
internal sealed class ProductCategoryChanges(ProductCategoryReader reader, WriteBatchFactory batches, TimeProvider clock)
{
    private const int MaxAttempts = 5;

    /// <exception cref="NotFoundException">The tenant has no such category.</exception>
    /// <exception cref="ConflictException">It has another version than expected.</exception>
    public async Task<ProductCategoryResult> ApplyAsync(
        ProductCategoryQuestions questions, long? expectedVersion, CommandContext context,
        Func<ProductCategory, ProductCategoryAnswers, WriteBatch, DateTimeOffset, ProductCategoryResult> decide, CancellationToken cancellationToken)
    {
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.ProductCategoryAggregate).SetTag(Attributes.AggregateId, questions.Id);
        for (var attempt = 1; ; attempt++)
        {
            var answers = await reader.AskAsync(context.TenantId, questions, cancellationToken);
            var category = answers.Category ?? throw NotFoundException.For("product category", questions.Id, "id");
            Versions.Require("product category", expectedVersion, category.Version);
            var batch = batches.Begin(context);
            var result = decide(category, answers, batch, clock.GetStorableNow());
            try
            {
                await batch.CommitAsync(cancellationToken);
                return result;
            }
            catch (DomainException) when (attempt < MaxAttempts && expectedVersion is null)
            {
                // Someone else was first: decide again on what there is now.
            }
        }
    }
}

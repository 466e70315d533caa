using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Categories.Storage;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Categories.Commands;

/// <summary>Deletes a product category that no category is below and no product is in. Its id is not used again.</summary>
[CommandName("commerce.delete_product_category")]
public sealed record DeleteProductCategory(Guid Id, long? ExpectedVersion = null) : ICommand<ProductCategoryResult>;

internal sealed class DeleteProductCategoryHandler(ProductCategoryChanges changes) : ICommandHandler<DeleteProductCategory, ProductCategoryResult>
{
    public Task<ProductCategoryResult> HandleAsync(DeleteProductCategory command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new ProductCategoryQuestions { Id = command.Id }, command.ExpectedVersion, context,
            static (category, answers, batch, now) =>
            {
                if (answers.IsInUse)
                    throw new ConflictException("The category has categories below it or products in it; delete or move them first.", "id", "in-use");
                var after = category with { UpdatedAt = now, Version = category.Version + 1 };
                batch.Delete(category, category.Version)
                    .Insert(new DeletedId
                    {
                        TenantId = category.TenantId,
                        Aggregate = CommerceSchema.ProductCategoryAggregate,
                        Id = category.Id,
                        DeletedAt = now,
                    })
                    .Append(
                        new ProductCategoryDeleted(ProductCategoryRows.State(after, answers.Names)), CommerceSchema.ProductCategoryAggregate, after.Id, after.Version);
                return new ProductCategoryResult(after, answers.Names);
            },
            cancellationToken);
}

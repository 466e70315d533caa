using RusToK.Core.Commands;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Events;
using RusToK.Core.Errors;

namespace RusToK.Core.Content.Categories.Commands;

/// <summary>Deletes a category that no category is below and no node is in. Its id is not used again.</summary>
[CommandName("content.delete_category")]
public sealed record DeleteCategory(Guid Id, long? ExpectedVersion = null) : ICommand<CategoryResult>;

internal sealed class DeleteCategoryHandler(CategoryChanges changes) : ICommandHandler<DeleteCategory, CategoryResult>
{
    public Task<CategoryResult> HandleAsync(DeleteCategory command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            new CategoryQuestions { Id = command.Id }, command.ExpectedVersion, context,
            static (category, answers, batch, now) =>
            {
                if (answers.IsInUse)
                    throw new ConflictException("The category has categories below it or nodes in it; delete or move them first.", "id", "in-use");
                var after = category with { UpdatedAt = now, Version = category.Version + 1 };
                batch.Delete(category, category.Version);
                batch.Insert(new DeletedId
                {
                    TenantId = category.TenantId,
                    Aggregate = ContentSchema.CategoryAggregate,
                    Id = category.Id,
                    DeletedAt = now,
                });
                batch.Append(
                    new CategoryDeleted(CategoryRows.State(after, answers.Names)), ContentSchema.CategoryAggregate, after.Id, after.Version);
                return new CategoryResult(after, CategoryRows.For(after, answers.Names));
            },
            cancellationToken);
}

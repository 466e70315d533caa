using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Categories.Storage;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Categories.Commands;

/// <summary>Moves or renames a product category. What is not set stays as it is.</summary>
[CommandName("commerce.update_product_category")]
public sealed record UpdateProductCategory(Guid Id, long? ExpectedVersion = null) : ICommand<ProductCategoryResult>
{
    /// <summary>Moves the category with all that is below it.</summary>
    public Change<Guid?> ParentId { get; init; }

    public Change<int> Position { get; init; }

    /// <summary>Names to add or replace. Without a slug the old one stays.</summary>
    public IReadOnlyList<NameText> Translations { get; init; } = [];

    /// <summary>Languages to remove; one name stays at least.</summary>
    public IReadOnlyList<string> RemovedLocales { get; init; } = [];
}

internal sealed class UpdateProductCategoryHandler(ProductCategoryChanges changes) : ICommandHandler<UpdateProductCategory, ProductCategoryResult>
{
    public Task<ProductCategoryResult> HandleAsync(UpdateProductCategory command, CommandContext context, CancellationToken cancellationToken)
    {
        var (texts, removed) = NameChanges.Check(command.Translations, command.RemovedLocales, context.DefaultLocale);
        command = command with { Translations = texts, RemovedLocales = removed };
        var questions = new ProductCategoryQuestions { Id = command.Id, ParentId = command.ParentId.Or(null), Slugs = texts.Candidates() };
        return changes.ApplyAsync(
            questions, command.ExpectedVersion, context, (category, answers, batch, now) => Decide(command, category, answers, batch, now), cancellationToken);
    }

    private static ProductCategoryResult Decide(
        UpdateProductCategory command, ProductCategory before, ProductCategoryAnswers answers, WriteBatch batch, DateTimeOffset now)
    {
        var parentId = command.ParentId.Or(before.ParentId);
        if (parentId != before.ParentId)
        {
            var violations = new Violations();
            ProductCategoryRows.CheckParent(violations, before.Id, parentId, answers);
            violations.ThrowIfAny();
            if (parentId is { } parent)
                ProductCategoryReader.RequireFits(batch.LockCategories(before.TenantId), before.TenantId, before.Id, parent);
        }

        var names = NameChanges.Apply("product category", before.Id, answers.Names, command.Translations, command.RemovedLocales, answers.TakenSlugs);
        var after = before with { ParentId = parentId, Position = command.Position.Or(before.Position), UpdatedAt = now, Version = before.Version + 1 };
        batch.Update(after, before.Version)
            .Execute("DELETE FROM commerce.product_category_translations WHERE tenant_id = $1 AND category_id = $2 AND locale = ANY ($3)",
                Sql.Id(before.TenantId), Sql.Id(before.Id), Sql.Texts(answers.Names.Select(n => n.Locale).Except(names.Select(n => n.Locale))));
        foreach (var row in ProductCategoryRows.For(after, names.Except(answers.Names)))
            batch.Upsert(row);
        batch.Append(new ProductCategoryUpdated(ProductCategoryRows.State(after, names)), CommerceSchema.ProductCategoryAggregate, after.Id, after.Version);
        return new ProductCategoryResult(after, names);
    }
}

using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Categories.Storage;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Catalog.Categories.Commands;

/// <summary>Makes a product category with its first names.</summary>
[CommandName("commerce.create_product_category")]
public sealed record CreateProductCategory : ICommand<ProductCategoryResult>
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    public Guid? ParentId { get; init; }

    public int Position { get; init; }

    /// <summary>At least one, one a locale.</summary>
    public required IReadOnlyList<NameText> Translations { get; init; }

    /// <summary>What it is called where it comes from; remembered with it, and refused when known.</summary>
    public ExternalReference? External { get; init; }
}

internal sealed class CreateProductCategoryHandler(ProductCategoryReader reader, WriteBatchFactory batches, TimeProvider clock)
    : ICommandHandler<CreateProductCategory, ProductCategoryResult>
{
    private const int MaxAttempts = 3;

    public async Task<ProductCategoryResult> HandleAsync(CreateProductCategory command, CommandContext context, CancellationToken cancellationToken)
    {
        var id = command.Id ?? Guid.CreateVersion7();
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.ProductCategoryAggregate).SetTag(Attributes.AggregateId, id);
        var texts = command.Translations.InLocale(context.DefaultLocale);
        var violations = new Violations();
        if (texts.Count == 0)
            violations.Add("translations", "count", $"translations must hold 1 to {NameRules.MaxTranslations} languages.");
        NameTexts.Check(violations, "translations", texts, describes: true);
        command.External?.Check(violations, "external");
        var valid = !violations.Any;
        if (valid)
            texts = texts.Canonical();

        for (var attempt = 1; ; attempt++)
        {
            var questions = new ProductCategoryQuestions { Id = id, ParentId = command.ParentId, External = command.External, Slugs = valid ? texts.Candidates() : [] };
            var answers = await reader.AskAsync(context.TenantId, questions, cancellationToken);
            ProductCategoryRows.CheckParent(violations, id, command.ParentId, answers);
            violations.ThrowIfAny();
            if (answers.Category is not null)
                throw new ConflictException($"A product category with id {id} exists.", "id", "unique");
            if (answers.WasDeleted)
                throw new ConflictException($"The id {id} belonged to a product category that was deleted; an id is not used again.", "id", "deleted");
            if (answers.ExternalIsKnown)
                throw new ConflictException($"{command.External!.Source} {command.External.Kind} {command.External.Id} has been imported.", "external", "unique");

            var names = texts.Settle("translations", "product category", id, [], answers.TakenSlugs, crowded: attempt == MaxAttempts);
            var now = clock.GetStorableNow();
            var category = new ProductCategory
            {
                TenantId = context.TenantId,
                Id = id,
                ParentId = command.ParentId,
                Position = command.Position,
                CreatedAt = now,
                UpdatedAt = now,
                Version = 1,
            };
            var batch = batches.Begin(context).Insert(category);
            foreach (var row in ProductCategoryRows.For(category, names))
                batch.Insert(row);
            if (command.External is { } external)
                batch.Insert(external.InCommerce(context.TenantId, id));
            if (command.Id is not null)
                batch.RequireUnused(context.TenantId, CommerceSchema.ProductCategoryAggregate, id);
            batch.Append(new ProductCategoryCreated(ProductCategoryRows.State(category, names)), CommerceSchema.ProductCategoryAggregate, id, category.Version);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return new ProductCategoryResult(category, names);
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Someone else was first: ask again, to take the next slug or to say what is wrong.
            }
        }
    }
}

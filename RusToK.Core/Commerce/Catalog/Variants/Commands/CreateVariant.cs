using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Variants.Commands;

/// <summary>Adds a variant to a product.</summary>
[CommandName("commerce.create_variant")]
public sealed record CreateVariant(Guid ProductId, VariantDraft Variant, long? ExpectedVersion = null) : ICommand<VariantResult>;

internal sealed class CreateVariantHandler(ProductChanges changes) : ICommandHandler<CreateVariant, VariantResult>
{
    public async Task<VariantResult> HandleAsync(CreateVariant command, CommandContext context, CancellationToken cancellationToken)
    {
        var draft = command.Variant with { Id = command.Variant.Id ?? Guid.CreateVersion7() };
        var violations = new Violations();
        VariantDrafts.CheckOne(violations, "variant.", draft);
        violations.ThrowIfAny();
        var questions = new ProductQuestions
        {
            ProductId = command.ProductId,
            Skus = draft.Sku is { } sku ? [sku.Trim()] : [],
            VariantIds = [draft.Id.Value],
        };
        var product = await changes.ApplyAsync(
            questions, command.ExpectedVersion, context, (change, answers, _) => Decide(draft, change, answers), cancellationToken);
        return new VariantResult(product, draft.Id.Value);
    }

    private static void Decide(VariantDraft draft, ProductChange change, ProductAnswers answers)
    {
        var siblings = change.Before.Variants;
        if (siblings.Count >= ProductRules.MaxVariants)
            throw new ConflictException($"The product has {ProductRules.MaxVariants} variants, which is the most.", "productId", "count");
        VariantDrafts.RequireFree("variant.", draft.Id, draft.Sku, answers, self: null);
        var violations = new Violations();
        var values = VariantRules.MatchOptions(violations, "variant.optionValues", draft.OptionValues, change.Product.Options);
        violations.ThrowIfAny();
        var next = siblings.Count == 0 ? 0 : siblings.Max(v => v.Position) + 1;
        var variant = ProductRows.Variant(change.Product, draft with { OptionValues = values! }, next, change.Now);
        if (siblings.Any(v => v.OptionKey == variant.OptionKey))
            throw new ConflictException("Another variant of the product has these option values.", "variant.optionValues", "unique");
        change.Tell(new VariantCreated(VariantState.Of(variant), ProductRows.Prices(draft.Prices)));
        change.Write(batch => batch.InsertVariant(variant, draft.Prices));
    }
}

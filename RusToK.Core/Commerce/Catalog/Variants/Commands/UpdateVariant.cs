using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Variants.Commands;

/// <summary>Changes a variant but its prices. Fields that are not set stay as they are.</summary>
[CommandName("commerce.update_variant")]
public sealed record UpdateVariant(Guid ProductId, Guid Id, long? ExpectedVersion = null) : ICommand<VariantResult>
{
    public Change<string?> Sku { get; init; }

    public Change<string?> Barcode { get; init; }

    public Change<IReadOnlyList<string>> OptionValues { get; init; }

    public Change<int> Position { get; init; }

    public Change<int?> WeightGrams { get; init; }

    public Change<InventoryPolicy> Policy { get; init; }

    public Change<bool> TracksInventory { get; init; }

    /// <summary>Stock is held against it from its next movement on.</summary>
    public Change<int?> LowStockThreshold { get; init; }
}

internal sealed class UpdateVariantHandler(ProductChanges changes) : ICommandHandler<UpdateVariant, VariantResult>
{
    public async Task<VariantResult> HandleAsync(UpdateVariant command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        VariantRules.CheckFields(
            violations, "", command.Sku.Or(null), command.Barcode.Or(null), command.WeightGrams.Or(null), command.LowStockThreshold.Or(null));
        var values = command.OptionValues.Or([]);
        for (var i = 0; i < values.Count; i++)
            violations.RequireName($"optionValues[{i}]", values[i], ProductRules.MaxOptionValue);
        violations.ThrowIfAny();
        var questions = new ProductQuestions
        {
            ProductId = command.ProductId,
            Skus = command.Sku.Or(null) is { } sku ? [sku.Trim()] : [],
        };
        var product = await changes.ApplyAsync(
            questions, command.ExpectedVersion, context, (change, answers, _) => Decide(command, change, answers), cancellationToken);
        return new VariantResult(product, command.Id);
    }

    private static void Decide(UpdateVariant command, ProductChange change, ProductAnswers answers)
    {
        var before = change.Before.Find(command.Id);
        VariantDrafts.RequireFree("", null, command.Sku.Or(null), answers, self: before.Id);
        var values = before.OptionValues;
        if (command.OptionValues.IsSet)
        {
            var violations = new Violations();
            values = VariantRules.MatchOptions(violations, "optionValues", command.OptionValues.Or([]), change.Product.Options);
            violations.ThrowIfAny();
        }

        var after = before with
        {
            Sku = ProductRules.Tidy(command.Sku.Or(before.Sku)),
            Barcode = ProductRules.Tidy(command.Barcode.Or(before.Barcode)),
            OptionValues = values!,
            OptionKey = Variant.KeyOf(values!),
            Position = command.Position.Or(before.Position),
            WeightGrams = command.WeightGrams.Or(before.WeightGrams),
            Policy = command.Policy.Or(before.Policy),
            TracksInventory = command.TracksInventory.Or(before.TracksInventory),
            LowStockThreshold = command.LowStockThreshold.Or(before.LowStockThreshold),
            UpdatedAt = change.Now,
        };
        if (change.Before.Variants.Any(v => v.Id != after.Id && v.OptionKey == after.OptionKey))
            throw new ConflictException("Another variant of the product has these option values.", "optionValues", "unique");
        change.Tell(new VariantUpdated(VariantState.Of(after)));
        change.Write(batch => batch.Update(after));
    }
}

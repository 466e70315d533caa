using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>Changes everything of a product but its status, words, variants and prices. Fields that are not set stay as they are.</summary>
[CommandName("commerce.update_product")]
public sealed record UpdateProduct(Guid Id, long? ExpectedVersion = null) : ICommand<ProductResult>
{
    public Change<string?> Vendor { get; init; }

    public Change<string?> Type { get; init; }

    public Change<IReadOnlyList<string>> Tags { get; init; }

    public Change<Guid?> CategoryId { get; init; }

    /// <summary>As many as there are, in their order: renamed, and with values to choose from that hold all those in use.</summary>
    public Change<IReadOnlyList<ProductOption>> Options { get; init; }

    public Change<IReadOnlyList<ProductImage>> Images { get; init; }

    internal bool ChangesAnything =>
        Vendor.IsSet || Type.IsSet || Tags.IsSet || CategoryId.IsSet || Options.IsSet || Images.IsSet;
}

internal sealed class UpdateProductHandler(ProductChanges changes) : ICommandHandler<UpdateProduct, ProductResult>
{
    public async Task<ProductResult> HandleAsync(UpdateProduct command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        ProductRules.CheckVendorAndType(violations, command.Vendor.Or(null), command.Type.Or(null));
        ProductRules.CheckTags(violations, "tags", command.Tags.Or([]));
        ProductRules.CheckOptions(violations, "options", command.Options.Or([]));
        ProductRules.CheckImages(violations, "images", command.Images.Or([]));
        violations.ThrowIfAny();
        var questions = new ProductQuestions { ProductId = command.Id, CategoryId = command.CategoryId.Or(null) };
        return new ProductResult(await changes.ApplyAsync(
            questions, command.ExpectedVersion, context, (change, answers, _) => Decide(command, change, answers), cancellationToken));
    }

    private static void Decide(UpdateProduct command, ProductChange change, ProductAnswers answers)
    {
        var product = change.Product;
        var options = command.Options.IsSet ? ProductRules.Tidy(command.Options.Or([])) : product.Options;
        var violations = new Violations();
        if (command.CategoryId.Or(null) is { } category && !answers.CategoryExists)
            violations.Add("categoryId", "exists", $"categoryId names no product category: {category}.");
        if (command.Options.IsSet)
            CheckInUse(violations, options, change.Before);
        violations.ThrowIfAny();
        if (!command.ChangesAnything)
            return;
        change.Become(
            product with
            {
                Vendor = ProductRules.Tidy(command.Vendor.Or(product.Vendor)),
                Type = ProductRules.Tidy(command.Type.Or(product.Type)),
                Tags = command.Tags.IsSet ? ProductRules.Tidy(command.Tags.Or([])) : product.Tags,
                CategoryId = command.CategoryId.Or(product.CategoryId),
                Options = options,
                Images = command.Images.IsSet ? ProductRules.Tidy(command.Images.Or([])) : product.Images,
            },
            static state => new ProductUpdated(state));
    }

    private static void CheckInUse(Violations violations, IReadOnlyList<ProductOption> options, LoadedProduct before)
    {
        if (options.Count != before.Product.Options.Count)
        {
            violations.Add("options", "in-use",
                $"options must stay {before.Product.Options.Count}: every variant has a value for each. Delete and create the variants to change their number.");
            return;
        }

        for (var i = 0; i < options.Count; i++)
        {
            // As they are spelt: a value that is spelt anew would part from the variants that have it.
            var missing = before.Variants.Select(v => v.OptionValues[i]).Distinct().Except(options[i].Values).ToList();
            if (missing.Count > 0)
                violations.Add($"options[{i}].values", "in-use", $"options[{i}].values must hold what variants have: {string.Join(", ", missing)}.");
        }
    }
}

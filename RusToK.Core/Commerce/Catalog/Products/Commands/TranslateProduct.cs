using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>Sets a product's words in one language, replacing what was there. Without a handle the old one stays.</summary>
[CommandName("commerce.translate_product")]
public sealed record TranslateProduct(Guid Id, ProductText Text, long? ExpectedVersion = null) : ICommand<ProductResult>;

internal sealed class TranslateProductHandler(ProductChanges changes) : ICommandHandler<TranslateProduct, ProductResult>
{
    public async Task<ProductResult> HandleAsync(TranslateProduct command, CommandContext context, CancellationToken cancellationToken)
    {
        var text = command.Text with { Locale = command.Text.Locale ?? context.DefaultLocale };
        var violations = new Violations();
        ProductRules.CheckText(violations, "translation.", text);
        violations.ThrowIfAny();
        text = text with { Locale = LocaleTag.Canonical(text.Locale) };

        var questions = new ProductQuestions
        {
            ProductId = command.Id,
            Handles = [.. SlugChoice.Candidates(text.Handle, text.Title).Select(h => (text.Locale, h))],
        };
        return new ProductResult(await changes.ApplyAsync(
            questions, command.ExpectedVersion, context, (change, answers, _) => Decide(text, change, answers), cancellationToken));
    }

    private static void Decide(ProductText text, ProductChange change, ProductAnswers answers)
    {
        var locale = text.Locale!;
        var known = change.Before.Handles.TryGetValue(locale, out var oldHandle);
        if (!known && change.Before.Handles.Count >= NameRules.MaxTranslations)
            throw new ConflictException($"The product has {NameRules.MaxTranslations} translations, which is the most.", "translation.locale", "count");
        var handle = text.Handle is null && known
            ? oldHandle!
            : SlugChoice.Choose(text.Handle, text.Title, change.Product.Id, h => answers.TakenHandles.Contains((locale, h)), crowded: false)
                ?? throw ProductRows.HandleTaken("translation.handle", text.Handle!, locale);
        var translation = ProductRows.Translation(change.Product, text, handle, change.Now);
        change.Tell(new ProductTranslationUpdated(locale, ProductTextState.Of(translation), change.Now));
        change.Write(batch => batch.Upsert(translation));
    }
}

using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>Removes a product's words in one language; the last language stays.</summary>
[CommandName("commerce.remove_product_translation")]
public sealed record RemoveProductTranslation(Guid Id, string Locale, long? ExpectedVersion = null) : ICommand<ProductResult>;

internal sealed class RemoveProductTranslationHandler(ProductChanges changes) : ICommandHandler<RemoveProductTranslation, ProductResult>
{
    public async Task<ProductResult> HandleAsync(RemoveProductTranslation command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireLocale("locale", command.Locale);
        violations.ThrowIfAny();
        var locale = LocaleTag.Canonical(command.Locale);
        return new ProductResult(await changes.ApplyAsync(
            new ProductQuestions { ProductId = command.Id }, command.ExpectedVersion, context, (change, _, _) => Decide(locale, change), cancellationToken));
    }

    private static void Decide(string locale, ProductChange change)
    {
        if (!change.Before.Handles.ContainsKey(locale))
            throw new NotFoundException($"The product has no translation in {locale}.", "locale");
        if (change.Before.Handles.Count == 1)
            throw new ConflictException($"{locale} is the product's only translation and cannot be removed.", "locale", "last-translation");
        change.Tell(new ProductTranslationUpdated(locale, null, change.Now));
        change.Write(batch => batch.Execute(
            "DELETE FROM commerce.product_translations WHERE tenant_id = $1 AND product_id = $2 AND locale = $3",
            Sql.Id(change.Product.TenantId), Sql.Id(change.Product.Id), Sql.Text(locale)));
    }
}

using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Events;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Commerce.Catalog.Products.Commands;

/// <summary>
/// Writes in one round trip what the database can check by itself. When the database refuses, it asks everything, to name each
/// field, or to take the next free handle.
/// </summary>
internal sealed class CreateProductHandler(ProductReader reader, WriteBatchFactory batches, TimeProvider clock)
    : ICommandHandler<CreateProduct, ProductResult>
{
    private const int MaxAttempts = 3;

    public async Task<ProductResult> HandleAsync(CreateProduct command, CommandContext context, CancellationToken cancellationToken)
    {
        command = command with
        {
            Translations = [.. command.Translations.Select(t => t with { Locale = t.Locale ?? context.DefaultLocale })],
            Variants = command is { Variants.Count: 0, Options.Count: 0 } ? [new VariantDraft()] : command.Variants,
        };
        var violations = Check(command);
        if (violations.Any)
        {
            // Refused in any case; say what else is wrong.
            CheckCategory(violations, command, await reader.AskAsync(context.TenantId, new ProductQuestions { CategoryId = command.CategoryId }, cancellationToken));
            violations.ThrowIfAny();
        }

        command = Tidy(command);
        violations = new Violations();
        var drafts = VariantDrafts.Settle(violations, "variants", command.Variants, command.Options);
        violations.ThrowIfAny();

        var id = command.Id ?? Guid.CreateVersion7();
        var now = clock.GetStorableNow();
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.ProductAggregate).SetTag(Attributes.AggregateId, id);
        ProductAnswers? answers = null;
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1)
            {
                answers = await reader.AskAsync(context.TenantId, Questions(command), cancellationToken);
                CheckCategory(violations, command, answers);
                violations.ThrowIfAny();
                RequireFree(command, answers);
            }

            var (batch, product) = Stage(command, drafts, id, answers, isLast: attempt == MaxAttempts, context, now);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return new ProductResult(product);
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Ask, so that the next attempt either succeeds or is refused with the field and the rule.
            }
        }
    }

    private (WriteBatch Batch, Product Product) Stage(
        CreateProduct command, IReadOnlyList<VariantDraft> drafts, Guid id, ProductAnswers? answers, bool isLast,
        CommandContext context, DateTimeOffset now)
    {
        var draft = new Product
        {
            TenantId = context.TenantId,
            Id = id,
            Status = ProductStatus.Draft,
            Vendor = command.Vendor,
            Type = command.Type,
            Tags = [.. command.Tags],
            CategoryId = command.CategoryId,
            Options = command.Options,
            Images = command.Images,
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        var translations = command.Translations
            .Select(t => ProductRows.Translation(draft, t, HandleOf(t, id, answers, isLast), now)).ToList();
        var variants = drafts.Select((d, i) => (Row: ProductRows.Variant(draft, d, i, now), d.Prices)).ToList();

        List<IEvent> events =
        [
            new ProductCreated(
                ProductState.Of(draft),
                [.. translations.Select(ProductTextState.Of)],
                [.. variants.Select(v => new PricedVariant(VariantState.Of(v.Row), ProductRows.Prices(v.Prices)))]),
        ];
        var product = draft;
        if (command.Status == ProductStatus.Active)
        {
            product = draft with { Status = ProductStatus.Active, PublishedAt = now, Version = 2 };
            events.Add(new ProductPublished(ProductState.Of(product)));
        }

        var batch = batches.Begin(context).Insert(product).Insert(new ProductStock { TenantId = context.TenantId, ProductId = id, Version = 0 });
        foreach (var translation in translations)
            batch.Insert(translation);
        foreach (var (row, prices) in variants)
            batch.InsertVariant(row, prices);
        if (command.External is { } external)
            batch.Insert(external.InCommerce(context.TenantId, id));
        if (command.Id is not null)
            batch.RequireUnused(context.TenantId, CommerceSchema.ProductAggregate, id);
        foreach (var variantId in command.Variants.Where(v => v.Id is not null).Select(v => v.Id!.Value))
            batch.RequireUnused(context.TenantId, CommerceSchema.DeletedVariant, variantId);
        for (var i = 0; i < events.Count; i++)
            batch.Append(events[i], CommerceSchema.ProductAggregate, id, i + 1);
        return (batch, product);
    }

    /// <summary>The last attempt takes no number, which others may take at the same time, but the end of the id.</summary>
    private static string HandleOf(ProductText text, Guid id, ProductAnswers? answers, bool isLast) => SlugChoice.Choose(
        text.Handle, text.Title, id, h => answers?.TakenHandles.Contains((text.Locale!, h)) ?? false, crowded: isLast)!;

    private static Violations Check(CreateProduct command)
    {
        var violations = new Violations();
        if (command.Status == ProductStatus.Archived)
            violations.Add("status", "initial", "status of a new product must be draft or active.");
        ProductRules.CheckVendorAndType(violations, command.Vendor, command.Type);
        ProductRules.CheckTags(violations, "tags", command.Tags);
        ProductRules.CheckOptions(violations, "options", command.Options);
        ProductRules.CheckImages(violations, "images", command.Images);
        ProductRules.CheckTexts(violations, "translations", command.Translations);
        VariantDrafts.Check(violations, "variants", command.Variants);
        command.External?.Check(violations, "external");
        return violations;
    }

    private static CreateProduct Tidy(CreateProduct command)
    {
        var options = ProductRules.Tidy(command.Options);
        return command with
        {
            Vendor = ProductRules.Tidy(command.Vendor),
            Type = ProductRules.Tidy(command.Type),
            Tags = ProductRules.Tidy(command.Tags),
            Images = ProductRules.Tidy(command.Images),
            Options = [.. options.Select((o, i) => o.Values.Count > 0 ? o : o with { Values = VariantDrafts.ValuesOf(command.Variants, i) })],
            Translations = [.. command.Translations.Select(t => t with { Locale = LocaleTag.Canonical(t.Locale!) })],
        };
    }

    private static ProductQuestions Questions(CreateProduct command) => new()
    {
        NewId = command.Id,
        CategoryId = command.CategoryId,
        Handles = [.. command.Translations.SelectMany(t => SlugChoice.Candidates(t.Handle, t.Title).Select(h => (t.Locale!, h)))],
        Skus = [.. command.Variants.Where(v => v.Sku is not null).Select(v => v.Sku!.Trim())],
        VariantIds = [.. command.Variants.Where(v => v.Id is not null).Select(v => v.Id!.Value)],
        External = command.External,
    };

    private static void CheckCategory(Violations violations, CreateProduct command, ProductAnswers answers)
    {
        if (command.CategoryId is { } category && !answers.CategoryExists)
            violations.Add("categoryId", "exists", $"categoryId names no product category: {category}.");
    }

    private static void RequireFree(CreateProduct command, ProductAnswers answers)
    {
        if (answers.IdIsTaken)
            throw new ConflictException($"A product with id {command.Id} exists.", "id", "unique");
        if (answers.IdWasDeleted)
            throw new ConflictException($"The id {command.Id} belonged to a product that was deleted; an id is not used again.", "id", "deleted");
        if (answers.ExternalIsKnown)
            throw new ConflictException($"{command.External!.Source} {command.External.Kind} {command.External.Id} has been imported.", "external", "unique");
        for (var i = 0; i < command.Translations.Count; i++)
        {
            var text = command.Translations[i];
            if (text.Handle is { } handle && answers.TakenHandles.Contains((text.Locale!, handle.ToLowerInvariant())))
                throw ProductRows.HandleTaken($"translations[{i}].handle", handle, text.Locale!);
        }

        for (var i = 0; i < command.Variants.Count; i++)
            VariantDrafts.RequireFree($"variants[{i}].", command.Variants[i].Id, command.Variants[i].Sku, answers, self: null);
    }
}

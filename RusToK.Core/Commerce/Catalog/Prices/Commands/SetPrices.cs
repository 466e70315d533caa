using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Storage;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Prices.Commands;

/// <summary>One price to set, or to remove.</summary>
/// <param name="VariantId">A variant of the product.</param>
/// <param name="Currency">ISO 4217 code; of a list's price, the list's own.</param>
/// <param name="Amount">Null removes the price.</param>
/// <param name="CompareAt">The price it is compared with; a list's price has none, it is compared with the regular one.</param>
/// <param name="PriceListId">The list; null for the regular price.</param>
public sealed record PriceChange(Guid VariantId, string Currency, decimal? Amount, decimal? CompareAt = null, Guid? PriceListId = null);

/// <summary>Sets prices of a product's variants, all or none. Prices that are not named stay as they are.</summary>
[CommandName("commerce.set_prices")]
public sealed record SetPrices(Guid ProductId, IReadOnlyList<PriceChange> Prices, long? ExpectedVersion = null) : ICommand<ProductResult>
{
    public const int MaxChanges = 1_000;
}

internal sealed class SetPricesHandler(ProductChanges changes) : ICommandHandler<SetPrices, ProductResult>
{
    public async Task<ProductResult> HandleAsync(SetPrices command, CommandContext context, CancellationToken cancellationToken)
    {
        Check(command).ThrowIfAny();
        var questions = new ProductQuestions
        {
            ProductId = command.ProductId,
            Prices = true,
            PriceListIds = [.. command.Prices.Where(p => p.PriceListId is not null).Select(p => p.PriceListId!.Value).Distinct()],
        };
        return new ProductResult(await changes.ApplyAsync(
            questions, command.ExpectedVersion, context, (change, answers, _) => Decide(command, change, answers), cancellationToken));
    }

    private static Violations Check(SetPrices command)
    {
        var violations = new Violations();
        if (command.Prices.Count is 0 or > SetPrices.MaxChanges)
            violations.Add("prices", "count", $"prices must hold 1 to {SetPrices.MaxChanges} prices; there are {command.Prices.Count}.");
        var known = new HashSet<(Guid, string, Guid?)>();
        for (var i = 0; i < Math.Min(command.Prices.Count, SetPrices.MaxChanges); i++)
        {
            var (path, price) = ($"prices[{i}]", command.Prices[i]);
            if (!violations.RequireCurrency(path + ".currency", price.Currency))
                continue;
            if (!known.Add((price.VariantId, price.Currency, price.PriceListId)))
                violations.Add(path, "unique", $"{path} is given twice.");
            if (price.Amount is { } amount)
                violations.RequireAmount(path + ".amount", price.Currency, amount);
            if (price.CompareAt is not { } compareAt)
                continue;
            violations.RequireAmount(path + ".compareAt", price.Currency, compareAt);
            if (price.PriceListId is not null || price.Amount is null)
                violations.Add(path + ".compareAt", "absent", $"{path}.compareAt goes with a regular price only.");
            else if (compareAt < price.Amount)
                violations.Add(path + ".compareAt", "compare-at", $"{path}.compareAt must not be below the amount.");
        }

        return violations;
    }

    private static void Decide(SetPrices command, ProductChange change, ProductAnswers answers)
    {
        var violations = new Violations();
        var variants = change.Before.Variants.Select(v => v.Id).ToHashSet();
        for (var i = 0; i < command.Prices.Count; i++)
        {
            var (path, price) = ($"prices[{i}]", command.Prices[i]);
            if (!variants.Contains(price.VariantId))
                violations.Add(path + ".variantId", "exists", $"{path}.variantId names no variant of the product: {price.VariantId}.");
            if (price.PriceListId is not { } list)
                continue;
            if (!answers.PriceLists.TryGetValue(list, out var currency))
                violations.Add(path + ".priceListId", "exists", $"{path}.priceListId names no price list: {list}.");
            else if (currency != price.Currency)
                violations.Add(path + ".currency", "price-list", $"{path}.currency must be that of the price list: {currency}.");
        }

        violations.ThrowIfAny();
        foreach (var group in command.Prices.GroupBy(p => p.VariantId))
        {
            var before = change.Before.Prices.GetValueOrDefault(group.Key) ?? [];
            var after = Apply(before, group);
            if (after.SequenceEqual(before))
                continue;
            change.Tell(new PriceUpdated(group.Key, after, change.Now));
            foreach (var price in group)
                change.Write(batch => Write(batch, change.Product.TenantId, price));
        }
    }

    /// <summary>The variant's prices in their order: the regular ones by currency, then those of each list.</summary>
    private static List<PriceState> Apply(IReadOnlyList<PriceState> before, IEnumerable<PriceChange> changes)
    {
        var prices = before.ToDictionary(p => (p.PriceListId, p.Currency));
        foreach (var change in changes)
        {
            if (change.Amount is { } amount)
                prices[(change.PriceListId, change.Currency)] = new PriceState(change.Currency, amount, change.CompareAt, change.PriceListId);
            else
                prices.Remove((change.PriceListId, change.Currency));
        }

        return [.. prices.Values.OrderBy(p => p.PriceListId is not null).ThenBy(p => p.PriceListId).ThenBy(p => p.Currency, StringComparer.Ordinal)];
    }

    private static void Write(WriteBatch batch, Guid tenantId, PriceChange change)
    {
        switch (change)
        {
            case { PriceListId: null, Amount: { } amount }:
                batch.Upsert(new Price { TenantId = tenantId, VariantId = change.VariantId, Currency = change.Currency, Amount = amount, CompareAt = change.CompareAt });
                break;
            case { PriceListId: { } list, Amount: { } amount }:
                batch.Upsert(new ListPrice { TenantId = tenantId, VariantId = change.VariantId, PriceListId = list, Amount = amount });
                break;
            case { PriceListId: null }:
                batch.Execute("DELETE FROM commerce.prices WHERE tenant_id = $1 AND variant_id = $2 AND currency = $3",
                    Sql.Id(tenantId), Sql.Id(change.VariantId), Sql.Text(change.Currency));
                break;
            case { PriceListId: { } list }:
                batch.Execute("DELETE FROM commerce.list_prices WHERE tenant_id = $1 AND variant_id = $2 AND price_list_id = $3",
                    Sql.Id(tenantId), Sql.Id(change.VariantId), Sql.Id(list));
                break;
        }
    }
}

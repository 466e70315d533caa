using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Categories;
using RusToK.Core.Commerce.Catalog.Categories.Commands;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Commerce.Catalog.Collections.Commands;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Commerce.Catalog.Products;
using RusToK.Core.Commerce.Catalog.Products.Commands;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Commerce.Catalog.Variants.Commands;
using RusToK.Core.Commerce.Inventory;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;

namespace RusToK.Tests.Commerce;

/// <summary>A shop that does whatever comes, by a seed: every command of the module, the refused ones too.</summary>
internal sealed class RandomShop(CommerceHost host, CommandContext context, int seed)
{
    private static readonly string[] Words = ["blue", "red", "cotton", "wool", "shirt", "mug", "lamp", "big", "small"];

    private readonly Random _random = new(seed);
    private readonly List<(Guid Id, List<Guid> Variants)> _products = [];
    private readonly List<Guid> _collections = [];
    private readonly List<Guid> _categories = [];
    private readonly List<Guid> _orders = [];
    private Guid _list;
    private int _count;

    public async Task RunAsync(int steps)
    {
        await host.LocateAsync(context, "One");
        await host.LocateAsync(context, "Two", 1);
        _list = (await host.SendAsync<CreatePriceList, PriceList>(context, new CreatePriceList { Name = "Sale", Currency = "EUR" })).Id;
        for (var i = 0; i < 5; i++)
            await CreateProductAsync();
        for (var step = 0; step < steps; step++)
        {
            try
            {
                await StepAsync();
            }
            catch (DomainException)
            {
                // A refusal leaves no event, which is part of what is tested.
            }
        }
    }

    private async Task StepAsync()
    {
        var (product, variants) = _products[_random.Next(_products.Count)];
        var variant = variants[_random.Next(variants.Count)];
        switch (_random.Next(20))
        {
            case 0: await CreateProductAsync(); break;
            case 1: await host.SendAsync(context, new UpdateProduct(product) { Vendor = Word(), Tags = Change.To<IReadOnlyList<string>>([Word(), Word()]), CategoryId = Any(_categories) }); break;
            case 2: await host.SendAsync(context, new TranslateProduct(product, Shop.Text($"{Word()} {Word()}", _random.Next(2) == 0 ? "de" : "en", description: $"<b>{Word()}</b>"))); break;
            case 3: await host.SendAsync(context, new RemoveProductTranslation(product, "de")); break;
            case 4: await host.SendAsync(context, new ActivateProduct(product)); break;
            case 5: await host.SendAsync(context, _random.Next(2) == 0 ? new DeactivateProduct(product) : throw new NotFoundException("")); break;
            case 6: await host.SendAsync(context, new ArchiveProduct(product)); await host.SendAsync(context, new RestoreProduct(product)); break;
            case 7 when _random.Next(3) == 0: await host.SendAsync(context, new DeleteProduct(product)); break;
            case 8: await host.SendAsync<UpdateVariant, VariantResult>(context, new UpdateVariant(product, variant) { Position = _random.Next(5), Policy = (InventoryPolicy)_random.Next(2), Sku = $"SKU-{_random.Next(40)}" }); break;
            case 9: await host.SendAsync<DeleteVariant, VariantResult>(context, new DeleteVariant(product, variant)); break;
            case 10:
                var draft = Shop.Variant(_random.Next(1, 50)) with { OptionValues = [Words[_random.Next(Words.Length)]] };
                await host.SendAsync<CreateVariant, VariantResult>(context, new CreateVariant(product, draft));
                variants.Add(draft.Id!.Value);
                break;
            case 11: await host.SendAsync(context, new SetPrices(product, [new PriceChange(variant, "EUR", _random.Next(4) == 0 ? null : _random.Next(1, 50)), new PriceChange(variant, "EUR", _random.Next(1, 50), PriceListId: _list)])); break;
            case 12 or 13: await host.SendAsync<AdjustStock, IReadOnlyList<StockResult>>(context, new AdjustStock([new StockMove(variant, _random.Next(-5, 12))], "test")); break;
            case 14 or 15:
                _orders.Add((await host.PlaceAsync(context, Shop.Order($"order-{_count++}", (variant, _random.Next(1, 4))))).Order.Id);
                break;
            case 16: await MoveOrderAsync(); break;
            case 17: await CollectAsync(product); break;
            case 18: await CategorizeAsync(); break;
            case 19: await host.SendAsync<UpdatePriceList, PriceList>(context, new UpdatePriceList(_list) { IsActive = _random.Next(2) == 0 }); break;
        }
    }

    private async Task CreateProductAsync()
    {
        var drafts = Enumerable.Range(0, _random.Next(1, 4)).Select(i => Shop.Variant(_random.Next(1, 50), tracks: _random.Next(6) > 0) with { OptionValues = [Words[i]] }).ToList();
        var product = await host.SendAsync(context, new CreateProduct
        {
            Status = (ProductStatus)_random.Next(2),
            Vendor = Word(),
            Type = Word(),
            Tags = [Word(), Word()],
            Options = [new ProductOption("Kind", Words)],
            Translations = [Shop.Text($"{Word()} {Word()} {_count++}")],
            Variants = drafts,
        });
        _products.Add((product.Id, [.. drafts.Select(d => d.Id!.Value)]));
    }

    private async Task MoveOrderAsync()
    {
        if (Any(_orders) is not { } order)
            return;
        switch (_random.Next(5))
        {
            case 0: await host.SendAsync<CancelOrder, OrderResult>(context, new CancelOrder(order)); break;
            case 1: await host.SendAsync<ConfirmOrder, OrderResult>(context, new ConfirmOrder(order)); break;
            case 2: await host.SendAsync<PayOrder, OrderResult>(context, new PayOrder(order, "pi")); break;
            case 3: await host.SendAsync<ShipOrder, OrderResult>(context, new ShipOrder(order)); break;
            default: await host.SendAsync<DeliverOrder, OrderResult>(context, new DeliverOrder(order)); break;
        }
    }

    private async Task CollectAsync(Guid product)
    {
        if (_collections.Count < 4)
        {
            CollectionRule[] rules = _collections.Count % 2 == 0
                ? []
                : [new CollectionRule(RuleField.Tag, RuleRelation.Equals, Word()), new CollectionRule(RuleField.Stock, RuleRelation.GreaterThan, "3"), new CollectionRule(RuleField.Price, RuleRelation.LessThan, "20", "EUR")];
            _collections.Add((await host.SendAsync<CreateCollection, CollectionResult>(context, new CreateCollection
            {
                Kind = rules.Length == 0 ? CollectionKind.Manual : CollectionKind.Rules,
                MatchAll = false,
                Rules = rules,
                Translations = [new NameText { Name = Word() }],
            })).Collection.Id);
            return;
        }

        var collection = _collections[_random.Next(4)];
        if (_random.Next(20) == 0)
        {
            await host.SendAsync<DeleteCollection, CollectionResult>(context, new DeleteCollection(collection));
            _collections.Remove(collection);
        }
        else if (_random.Next(3) == 0)
            await host.SendAsync<RemoveCollectionProducts, CollectionResult>(context, new RemoveCollectionProducts(collection, [product]));
        else if (_random.Next(3) == 0)
            await host.SendAsync<UpdateCollection, CollectionResult>(context, new UpdateCollection(collection) { Rules = Change.To<IReadOnlyList<CollectionRule>>([new(RuleField.Vendor, RuleRelation.Contains, Word())]) });
        else
            await host.SendAsync<AddCollectionProducts, CollectionResult>(context, new AddCollectionProducts(collection, [product], _random.Next(3)));
    }

    private async Task CategorizeAsync()
    {
        if (_categories.Count < 4)
            _categories.Add((await host.SendAsync<CreateProductCategory, ProductCategoryResult>(
                context, new CreateProductCategory { ParentId = Any(_categories), Translations = [new NameText { Name = Word() }] })).Category.Id);
        else
            await host.SendAsync<DeleteProductCategory, ProductCategoryResult>(context, new DeleteProductCategory(_categories[_random.Next(_categories.Count)]));
    }

    private string Word() => Words[_random.Next(Words.Length)];

    private Guid? Any(List<Guid> ids) => ids.Count == 0 ? null : ids[_random.Next(ids.Count)];
}

using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Categories;
using RusToK.Core.Commerce.Catalog.Categories.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Prices;
using RusToK.Core.Commerce.Catalog.Prices.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using Xunit;

namespace RusToK.Tests.Commerce;

public sealed class ProductCategoryTests(CommerceHost host) : IClassFixture<CommerceHost>
{
    [Fact]
    public async Task A_category_moves_but_not_below_itself()
    {
        var context = await host.NewTenantAsync();
        var (clothes, shirts, tees) = (await CreateAsync(context, "Clothes"), Guid.Empty, Guid.Empty);
        shirts = await CreateAsync(context, "Shirts", clothes);
        tees = await CreateAsync(context, "Tees", shirts);

        Assert.Equal(["parentId:cycle"], (await MoveRefusedAsync(clothes, tees)).Rules());
        Assert.Equal(["parentId:cycle"], (await MoveRefusedAsync(clothes, clothes)).Rules());
        Assert.Equal(["parentId:exists"], (await MoveRefusedAsync(clothes, Guid.CreateVersion7())).Rules());
        var moved = await host.SendAsync<UpdateProductCategory, ProductCategoryResult>(context, new UpdateProductCategory(tees) { ParentId = (Guid?)null, Position = 3 });
        Assert.Equal((null, 3, 2L), (moved.Category.ParentId, moved.Category.Position, moved.Category.Version));
        await host.SendAsync<UpdateProductCategory, ProductCategoryResult>(context, new UpdateProductCategory(clothes) { ParentId = (Guid?)tees });

        Task<InvalidInputException> MoveRefusedAsync(Guid id, Guid parent) => host.RefusedAsync<InvalidInputException, UpdateProductCategory, ProductCategoryResult>(
            context, new UpdateProductCategory(id) { ParentId = (Guid?)parent });
    }

    [Fact]
    public async Task Two_moves_at_once_make_no_circle()
    {
        var context = await host.NewTenantAsync();
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (await CreateAsync(context, $"One {round}"), await CreateAsync(context, $"Two {round}"));
            var moved = await Task.WhenAll(MoveAsync(one, two), MoveAsync(two, one));
            Assert.Single(moved, m => m);
        }

        async Task<bool> MoveAsync(Guid id, Guid parent)
        {
            try
            {
                await host.SendAsync<UpdateProductCategory, ProductCategoryResult>(context, new UpdateProductCategory(id) { ParentId = (Guid?)parent });
                return true;
            }
            catch (DomainException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task A_category_in_use_stays_and_a_deleted_ones_id_is_not_used_again()
    {
        var context = await host.NewTenantAsync();
        var (parent, child) = (await CreateAsync(context, "Parent"), Guid.Empty);
        child = await CreateAsync(context, "Child", parent);
        Assert.Equal(["id:in-use"], (await host.RefusedAsync<ConflictException, DeleteProductCategory, ProductCategoryResult>(context, new(parent))).Rules());
        var product = await host.SendAsync(context, Shop.Product() with { CategoryId = child });
        Assert.Equal(["id:in-use"], (await host.RefusedAsync<ConflictException, DeleteProductCategory, ProductCategoryResult>(context, new(child))).Rules());
        await host.SendAsync(context, new Core.Commerce.Catalog.Products.Commands.UpdateProduct(product.Id) { CategoryId = (Guid?)null });
        await host.SendAsync<DeleteProductCategory, ProductCategoryResult>(context, new DeleteProductCategory(child));
        Assert.Equal(["id:deleted"], (await host.RefusedAsync<ConflictException, CreateProductCategory, ProductCategoryResult>(
            context, new CreateProductCategory { Id = child, Translations = [new NameText { Name = "Again" }] })).Rules());
        Assert.Equal(["product_category.created", "product_category.deleted"], (await host.ReadLogAsync(context)).Where(e => e.AggregateId == child).Select(e => e.Type));
    }

    [Fact]
    public async Task The_tree_is_a_hundred_levels_deep_and_no_deeper()
    {
        var context = await host.NewTenantAsync();
        Guid? parent = null;
        for (var depth = 0; depth <= 100; depth++)
            parent = await CreateAsync(context, $"Level {depth}", parent);
        Assert.Equal(["parentId:depth"], (await host.RefusedAsync<InvalidInputException, CreateProductCategory, ProductCategoryResult>(
            context, new CreateProductCategory { ParentId = parent, Translations = [new NameText { Name = "Too deep" }] })).Rules());
    }

    [Fact]
    public async Task A_price_list_has_a_name_a_currency_and_a_time()
    {
        var context = await host.NewTenantAsync();
        var now = DateTimeOffset.UtcNow;
        Task<TRefusal> RefusedAsync<TRefusal>(CreatePriceList command)
            where TRefusal : DomainException => host.RefusedAsync<TRefusal, CreatePriceList, PriceList>(context, command);
        Assert.Equal(["name:required", "currency:iso-4217", "endsAt:after-start"],
            (await RefusedAsync<InvalidInputException>(new CreatePriceList { Name = "", Currency = "EURO", StartsAt = now, EndsAt = now })).Rules());
        var list = await host.SendAsync<CreatePriceList, PriceList>(context, new CreatePriceList { Name = " Sale ", Currency = "EUR" });
        Assert.Equal(["name:unique"], (await RefusedAsync<ConflictException>(new CreatePriceList { Name = "Sale", Currency = "USD" })).Rules());
        Assert.Equal(["id:unique"], (await RefusedAsync<ConflictException>(new CreatePriceList { Id = list.Id, Name = "Other", Currency = "USD" })).Rules());
        Assert.Equal(["endsAt:after-start"], (await host.RefusedAsync<InvalidInputException, UpdatePriceList, PriceList>(
            context, new UpdatePriceList(list.Id) { StartsAt = (DateTimeOffset?)now, EndsAt = (DateTimeOffset?)now.AddSeconds(-1) })).Rules());

        var variant = Shop.Variant();
        var product = await host.SendAsync(context, Shop.Product("Shirt", variant));
        await host.SendAsync(context, new SetPrices(product.Id, [new PriceChange(variant.Id!.Value, "EUR", 5, PriceListId: list.Id)]));
        Assert.Equal(["id:in-use"], (await host.RefusedAsync<ConflictException, DeletePriceList, PriceList>(context, new DeletePriceList(list.Id))).Rules());
        await host.SendAsync(context, new SetPrices(product.Id, [new PriceChange(variant.Id.Value, "EUR", null, PriceListId: list.Id)]));
        await host.SendAsync<DeletePriceList, PriceList>(context, new DeletePriceList(list.Id));
        Assert.Single(await host.EventsAsync<PriceListDeleted>(context));
        Assert.Equal(["id:deleted"], (await RefusedAsync<ConflictException>(new CreatePriceList { Id = list.Id, Name = "Again", Currency = "EUR" })).Rules());
    }

    private async Task<Guid> CreateAsync(CommandContext context, string name, Guid? parent = null) =>
        (await host.SendAsync<CreateProductCategory, ProductCategoryResult>(
            context, new CreateProductCategory { ParentId = parent, Translations = [new NameText { Name = name }] })).Category.Id;
}

using System.Text.Json;
using Microsoft.Extensions.Options;

namespace RusToK.Demo;

/// <summary>
/// Opens the demo's tenants with accounts, content and catalog. What has a name or an id of its own is made once, so that a run that was cut short is
/// finished by the next; a shop that is filled is left as it is.
/// </summary>
internal sealed class DemoSeed(DemoApi api, IOptions<DemoOptions> options, ILogger<DemoSeed> logger)
{
    public const string Editor = "editor";
    public const string Buyer = "buyer";

    private const string Platform = "platform";

    private const string Find = "query FindProduct($id: UUID!) { product(id: $id) { id } }";
    private const string Open = "mutation OpenTenant($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } } }";
    private const string Enrol = "mutation Enrol($input: CreateUserInput!) { createUser(input: $input) { user { id } } }";
    private const string Locale = "mutation EnableGerman { setLocale(input: { locale: \"de\", isEnabled: true, fallback: \"en\" }) { locale { locale } } }";
    private const string Place = "mutation OpenWarehouse { createLocation(input: { name: \"Warehouse\" }) { id } }";
    private const string Category = "mutation CreateCategory($input: CreateCategoryInput!) { createCategory(input: $input) { category { id } } }";
    private const string Node = "mutation CreateNode($input: CreateNodeInput!) { createNode(input: $input) { node { id } } }";
    private const string Product = "mutation CreateProduct($input: CreateProductInput!) { createProduct(input: $input) { product { id } } }";
    private const string Stock = "mutation SetStock($input: SetStockInput!) { setStock(input: $input) { levels { variantId } } }";

    private const string Hooks = "query FindWebhooks { webhooks { url } }";
    private const string Hook = "mutation CreateWebhook($input: CreateWebhookInput!) { createWebhook(input: $input) { webhook { id } } }";

    private static readonly string[] HookEvents = ["order.*", "inventory.low", "node.published"];

    private readonly DemoOptions _options = options.Value;

    public async Task RunAsync(DemoShop shop, CancellationToken cancellationToken)
    {
        var platform = new DemoAccount(Platform, _options.PlatformEmail, _options.PlatformPassword);
        await OnceAsync(Platform, Open, new { input = new { name = shop.Name, slug = shop.Slug, domain = $"{shop.Slug}.localhost", defaultLocale = "en" } }, platform, cancellationToken);
        var last = await api.AskAsync(shop.Slug, Find, new { id = shop.IdOf(shop.Things[^1], shop.Looks[^1]) }, account: null, cancellationToken);
        if (last.GetProperty("product").ValueKind != JsonValueKind.Null)
            return;

        await EnrolAsync(shop, platform, Editor, "ADMIN", cancellationToken);
        for (var i = 1; i <= _options.Buyers; i++)
            await EnrolAsync(shop, platform, Buyer + i, "CUSTOMER", cancellationToken);
        var editor = shop.Account(Editor, _options);
        await api.AskAsync(shop.Slug, Locale, null, editor, cancellationToken);
        await OnceAsync(shop.Slug, Place, null, editor, cancellationToken);
        if (_options.Hooks is { } hooks)
            await SubscribeAsync(shop, new Uri(hooks, $"/hooks/{shop.Slug}"), editor, cancellationToken);
        await WriteAsync(shop, editor, cancellationToken);
        await StockShelvesAsync(shop, editor, cancellationToken);
        DemoLog.Opened(logger, shop.Slug, shop.Things.Count * shop.Looks.Count, shop.Topics.Count);
    }

    /// <summary>Makes what can be made once only; that it is there already is as good.</summary>
    private async Task OnceAsync(string tenant, string mutation, object? variables, DemoAccount account, CancellationToken cancellationToken)
    {
        try
        {
            await api.AskAsync(tenant, mutation, variables, account, cancellationToken);
        }
        catch (DemoRefusal refused) when (refused.Code == "CONFLICT")
        {
            // An earlier run has made it.
        }
    }

    private async Task SubscribeAsync(DemoShop shop, Uri url, DemoAccount editor, CancellationToken cancellationToken)
    {
        var known = await api.AskAsync(shop.Slug, Hooks, null, editor, cancellationToken);
        if (known.GetProperty("webhooks").EnumerateArray().All(h => h.GetProperty("url").GetString() != url.ToString()))
            await api.AskAsync(shop.Slug, Hook, new { input = new { url, events = HookEvents } }, editor, cancellationToken);
    }

    private Task EnrolAsync(DemoShop shop, DemoAccount platform, string name, string role, CancellationToken cancellationToken)
    {
        var account = shop.Account(name, _options);
        return OnceAsync(shop.Slug, Enrol, new { input = new { email = account.Email, password = account.Password, role, displayName = name } }, platform, cancellationToken);
    }

    private async Task WriteAsync(DemoShop shop, DemoAccount editor, CancellationToken cancellationToken)
    {
        var category = shop.IdOf("Journal");
        await OnceAsync(shop.Slug, Category, new { input = new { id = category, translations = new[] { new { name = "Journal", locale = "en" } } } }, editor, cancellationToken);
        foreach (var topic in shop.Topics)
            await OnceAsync(shop.Slug, Node, new
            {
                input = new
                {
                    id = shop.IdOf(topic),
                    kind = "POST",
                    status = "PUBLISHED",
                    categoryId = category,
                    translations = new[]
                    {
                        new { locale = "en", title = topic, excerpt = $"{topic}, told by {shop.Name}.", body = $"# {topic}\n\nNotes from {shop.Name}: {string.Join(", ", shop.Things)}." },
                        new { locale = "de", title = $"{topic} (de)", excerpt = $"{shop.Name} erzählt.", body = $"# {topic}\n\nNotizen von {shop.Name}." },
                    },
                },
            }, editor, cancellationToken);
    }

    private async Task StockShelvesAsync(DemoShop shop, DemoAccount editor, CancellationToken cancellationToken)
    {
        var random = new Random(shop.Slug.Length);
        foreach (var (thing, look) in shop.Things.SelectMany(t => shop.Looks.Select(l => (t, l))))
        {
            var variants = shop.Sizes.Select((size, i) => new
            {
                id = shop.IdOf(thing, look, size),
                sku = $"{look[..3]}-{thing.Replace(' ', '-')}-{size}".ToUpperInvariant(),
                optionValues = new[] { size },
                prices = new[] { new { currency = shop.Currency, amount = random.Next(400, 9_000) / 100m + i } },
            }).ToArray();
            await OnceAsync(shop.Slug, Product, new
            {
                input = new
                {
                    id = shop.IdOf(thing, look),
                    status = "ACTIVE",
                    vendor = shop.Name,
                    type = thing,
                    tags = new[] { look.ToLowerInvariant(), thing },
                    options = new[] { new { name = "Size", values = shop.Sizes } },
                    translations = new[] { new { locale = "en", title = $"{look} {thing}", description = $"<p>A {look.ToLowerInvariant()} {thing}.</p>" } },
                    variants,
                },
            }, editor, cancellationToken);
            await api.AskAsync(
                shop.Slug, Stock, new { input = new { reason = "opening", counts = variants.Select(v => new { variantId = v.id, amount = random.Next(5, 60) }) } }, editor, cancellationToken);
        }
    }
}

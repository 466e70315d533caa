namespace RusToK.Demo;

/// <summary>Reads the journal, looks around in the shop and searches, in two languages, with a typo now and then.</summary>
internal sealed class DemoReader(DemoApi api, DemoShop shop, int seed)
{
    private const string Posts = "query Journal($locale: String) { nodes(first: 10, locale: $locale) { nodes { id title slug excerpt category { name } tags { name } } } }";
    private const string Post = "query Post($slug: String!, $locale: String) { node(kind: POST, slug: $slug, locale: $locale) { title body } }";
    private const string Shelf = """
        query Shelf($currency: String!) {
          products(first: 20, currency: $currency) { nodes { id title handle variants { id sku price { amount currency } available } collections { title } } }
        }
        """;
    private const string Search = "query Search($words: String!) { search(query: $words, first: 5) { nodes { title } } products(search: $words, first: 5) { nodes { title } } }";

    private readonly Random _random = new(seed);
    private readonly List<string> _slugs = [];

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        var locale = _random.Next(3) == 0 ? "de" : "en";
        switch (_random.Next(6))
        {
            case 0:
                var answer = await api.AskAsync(shop.Slug, Posts, new { locale }, null, cancellationToken);
                if (locale == "en")
                {
                    _slugs.Clear();
                    _slugs.AddRange(answer.GetProperty("nodes").GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("slug").GetString()!));
                }

                break;
            case 1 when _slugs.Count > 0:
                await api.AskAsync(shop.Slug, Post, new { slug = _slugs[_random.Next(_slugs.Count)], locale }, null, cancellationToken);
                break;
            case 2:
                var thing = shop.Things[_random.Next(shop.Things.Count)];
                await api.AskAsync(shop.Slug, Search, new { words = _random.Next(4) == 0 ? thing.Replace('e', 'a') : thing }, null, cancellationToken);
                break;
            case 3:
                await api.ReadAsync(shop.Slug, $"/api/products?first=20&currency={shop.Currency}", cancellationToken);
                break;
            default:
                await api.AskAsync(shop.Slug, Shelf, new { currency = shop.Currency }, null, cancellationToken);
                break;
        }
    }
}

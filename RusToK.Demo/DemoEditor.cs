using System.Text.Json;

namespace RusToK.Demo;

/// <summary>Writes and rewrites posts, and fills the shelves again.</summary>
internal sealed class DemoEditor(DemoApi api, DemoShop shop, DemoAccount editor, int seed)
{
    private const string Write = "mutation WritePost($input: CreateNodeInput!) { createNode(input: $input) { node { id } } }";
    private const string Publish = "mutation PublishPost($id: UUID!) { publishNode(input: { id: $id }) { node { id } } }";
    private const string Rewrite = "mutation RewritePost($input: TranslateNodeInput!) { translateNode(input: $input) { node { id } } }";
    private const string Archive = "mutation ArchivePost($id: UUID!) { archiveNode(input: { id: $id, reason: \"outdated\" }) { node { id } } }";
    private const string Empty = "query EmptyShelves { products(first: 20, filter: { inStock: false }) { nodes { variants { id available } } } }";
    private const string Fill = "mutation FillShelves($input: AdjustStockInput!) { adjustStock(input: $input) { levels { variantId } } }";

    /// <summary>Posts of this run; older ones are archived so that the journal does not grow for ever.</summary>
    private const int Kept = 20;

    private readonly Random _random = new(seed);
    private readonly Queue<Guid> _posts = new();
    private int _number;

    public async Task StepAsync(CancellationToken cancellationToken)
    {
        switch (_random.Next(4))
        {
            case 0 when _posts.Count > 0:
                await api.AskAsync(
                    shop.Slug, Rewrite, new { input = new { id = _posts.Peek(), translation = Words($"Revised: {Topic()}") } }, editor, cancellationToken);
                break;
            case 1:
                await FillAsync(cancellationToken);
                break;
            default:
                await WriteAsync(cancellationToken);
                break;
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var made = await api.AskAsync(shop.Slug, Write, new { input = new { kind = "POST", translations = new[] { Words(Topic()) } } }, editor, cancellationToken);
        var id = made.GetProperty("createNode").GetProperty("node").GetProperty("id").GetGuid();
        await api.AskAsync(shop.Slug, Publish, new { id }, editor, cancellationToken);
        _posts.Enqueue(id);
        if (_posts.Count > Kept)
            await api.AskAsync(shop.Slug, Archive, new { id = _posts.Dequeue() }, editor, cancellationToken);
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        var empty = (await api.AskAsync(shop.Slug, Empty, null, editor, cancellationToken)).GetProperty("products").GetProperty("nodes").EnumerateArray()
            .SelectMany(p => p.GetProperty("variants").EnumerateArray()).Where(IsEmpty).Select(v => v.GetProperty("id").GetGuid()).Take(50).ToList();
        if (empty.Count > 0)
            await api.AskAsync(
                shop.Slug, Fill, new { input = new { reason = "delivery", moves = empty.Select(id => new { variantId = id, amount = 20 }) } }, editor, cancellationToken);
    }

    private static bool IsEmpty(JsonElement variant) => variant.GetProperty("available").GetInt32() <= 0;

    private string Topic() => $"{shop.Topics[_random.Next(shop.Topics.Count)]}, part {++_number}";

    private object Words(string title) => new { locale = "en", title, body = $"# {title}\n\n{shop.Name} writes about {shop.Things[_random.Next(shop.Things.Count)]}." };
}

using GraphQL;
using RusToK.Api.GraphQL.Commerce;
using RusToK.Core.Commerce.Catalog.Queries;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content;

/// <summary>A menu as one reader sees it.</summary>
internal sealed record MenuView(MenuDocument Menu, IReadOnlyList<MenuItemView> Items);

/// <summary>An entry with its name in the reader's language and what it leads to.</summary>
internal sealed record MenuItemView(
    MenuItem Item, string Label, Localized<NodeDocument>? Node, Localized<CategoryDocument>? Category, Localized<CollectionDocument>? Collection,
    IReadOnlyList<MenuItemView> Children);

/// <summary>
/// Finds what a menu's entries lead to, one statement a kind of target. Readers do not see an entry that leads to nothing, or to what is
/// not published, nor what is below it.
/// </summary>
internal sealed class MenuTargets
{
    private readonly LocaleChain _locales;
    private readonly bool _withUnseen;
    private IReadOnlyDictionary<Guid, NodeDocument> _nodes = new Dictionary<Guid, NodeDocument>();
    private IReadOnlyDictionary<Guid, CategoryDocument> _categories = new Dictionary<Guid, CategoryDocument>();
    private IReadOnlyDictionary<Guid, CollectionDocument> _collections = new Dictionary<Guid, CollectionDocument>();

    private MenuTargets(LocaleChain locales, bool withUnseen) => (_locales, _withUnseen) = (locales, withUnseen);

    /// <param name="context">The resolver's.</param>
    /// <param name="menus">What is shown.</param>
    /// <param name="withUnseen">For who edits them: every entry, and targets in any status.</param>
    public static async Task<MenuTargets> LoadAsync(IResolveFieldContext context, IReadOnlyList<MenuDocument> menus, bool withUnseen)
    {
        var targets = new MenuTargets(context.Locales(), withUnseen);
        var wanted = menus.SelectMany(m => All(m.Items)).Select(i => i.Target).OfType<MenuTarget>()
            .Where(t => t.Id is not null).ToLookup(t => t.Kind, t => t.Id!.Value);
        var (tenantId, locales, cancellation) = (context.TenantId(), targets._locales.Locales, context.CancellationToken);
        if (wanted.Contains(MenuTargetKind.Node))
            targets._nodes = await context.Service<NodeQueries>().FindManyAsync(
                tenantId, Ids(MenuTargetKind.Node), withUnseen ? null : NodeStatus.Published, locales, withBody: context.SelectsAnywhere("body"), cancellation);
        if (wanted.Contains(MenuTargetKind.Category))
            targets._categories = await context.Service<NameQueries>().CategoriesAsync(tenantId, Ids(MenuTargetKind.Category), locales, cancellation);
        if (wanted.Contains(MenuTargetKind.Collection) && !context.CurrentTenant().Tenant.DisabledModules.Contains(CommerceGraphQL.Module))
            targets._collections = await context.Service<CollectionQueries>().FindManyAsync(tenantId, Ids(MenuTargetKind.Collection), locales, cancellation);
        return targets;

        IReadOnlyList<Guid> Ids(MenuTargetKind kind) => [.. wanted[kind].Distinct()];
    }

    public MenuView Show(MenuDocument menu) => new(menu, Show(menu.Items));

    private IReadOnlyList<MenuItemView> Show(IReadOnlyList<MenuItem> items) => [.. items.Select(Show).OfType<MenuItemView>()];

    private MenuItemView? Show(MenuItem item)
    {
        var node = Find(_nodes, item, MenuTargetKind.Node);
        var category = Find(_categories, item, MenuTargetKind.Category);
        var collection = Find(_collections, item, MenuTargetKind.Collection);
        if (!_withUnseen && item.Target is { Kind: not MenuTargetKind.Url } && node is null && category is null && collection is null)
            return null;
        var label = item.Labels.Count > 0 ? _locales.Best(item.Labels, l => l.Locale).Text : node?.Title ?? category?.Name ?? collection?.Title ?? "";
        return new MenuItemView(item, label, node.In(_locales), category.In(_locales), collection.In(_locales), Show(item.Children));
    }

    private static T? Find<T>(IReadOnlyDictionary<Guid, T> found, MenuItem item, MenuTargetKind kind)
        where T : class =>
        item.Target is { Id: { } id } target && target.Kind == kind ? found.GetValueOrDefault(id) : null;

    private static IEnumerable<MenuItem> All(IReadOnlyList<MenuItem> items) => items.SelectMany(i => All(i.Children).Prepend(i));
}

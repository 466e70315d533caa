using GraphQL;
using GraphQL.DataLoader;
using RusToK.Api.GraphQL.Server.Loaders;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Queries;

namespace RusToK.Api.GraphQL.Content;

/// <summary>What hangs on a node, for all nodes of a level at once. One statement for each way it is asked for, however many nodes ask.</summary>
internal static class ContentLoaders
{
    private sealed record Wanted(Guid Id, LocaleChain Locales, bool Body = false, NodeStatus? Status = null, int First = 0)
    {
        public Wanted Way => this with { Id = Guid.Empty };
    }

    public static IDataLoaderResult<Localized<NodeDocument>?> LoadNode(
        this IResolveFieldContext context, Guid id, LocaleChain locales, NodeStatus? status, bool body)
    {
        var (queries, tenantId) = (context.Nodes(), context.TenantId());
        return context.LoadOne<Wanted, Localized<NodeDocument>>("node", new Wanted(id, locales, body, status), (keys, cancellation) => ByWayAsync(
            keys, async (way, ids) => await queries.FindManyAsync(tenantId, ids, way.Status, way.Locales.Locales, way.Body, cancellation)));
    }

    public static IDataLoaderResult<IEnumerable<Localized<NodeDocument>>> LoadChildren(
        this IResolveFieldContext context, Guid id, LocaleChain locales, NodeStatus status, int first, bool body)
    {
        var (queries, tenantId) = (context.Nodes(), context.TenantId());
        return context.LoadMany<Wanted, Localized<NodeDocument>>("children", new Wanted(id, locales, body, status, first), (keys, cancellation) => ManyByWayAsync(
            keys, (way, ids) => queries.ChildrenAsync(tenantId, ids, way.Status!.Value, way.First, way.Locales.Locales, way.Body, cancellation), Localize));
    }

    public static IDataLoaderResult<IEnumerable<NodeWords>> LoadTranslations(this IResolveFieldContext context, Guid id, LocaleChain locales, bool body)
    {
        var (queries, tenantId) = (context.Nodes(), context.TenantId());
        return context.LoadMany<Wanted, NodeWords>("translations", new Wanted(id, locales, body), (keys, cancellation) => ManyByWayAsync(
            keys, (way, ids) => queries.TranslationsAsync(tenantId, ids, way.Body, cancellation), static (words, _) => words));
    }

    public static IDataLoaderResult<Localized<CategoryDocument>?> LoadCategory(this IResolveFieldContext context, Guid id, LocaleChain locales)
    {
        var (queries, tenantId) = (context.Names(), context.TenantId());
        return context.LoadOne<Wanted, Localized<CategoryDocument>>("category", new Wanted(id, locales), (keys, cancellation) => ByWayAsync(
            keys, async (way, ids) => await queries.CategoriesAsync(tenantId, ids, way.Locales.Locales, cancellation)));
    }

    /// <summary>The tags of one node, in the order of the ids; those the read model does not have yet are left out.</summary>
    public static IDataLoaderResult<IEnumerable<Localized<TagDocument>>> LoadTags(this IResolveFieldContext context, IReadOnlyList<Guid> ids, LocaleChain locales)
    {
        var (queries, tenantId) = (context.Names(), context.TenantId());
        return new Gathered<Localized<TagDocument>>([.. ids.Select(id => context.LoadOne<Wanted, Localized<TagDocument>>(
            "tag", new Wanted(id, locales), (keys, cancellation) => ByWayAsync(
                keys, async (way, wanted) => await queries.TagsAsync(tenantId, wanted, way.Locales.Locales, cancellation))))]);
    }

    /// <summary>The blocks of a page; none is an empty list.</summary>
    public static IDataLoaderResult<IEnumerable<object>> LoadBlocks(this IResolveFieldContext context, Guid pageId, LocaleChain locales)
    {
        var (queries, tenantId) = (context.Service<NodeQueries>(), context.TenantId());
        return context.LoadMany<Wanted, object>("blocks", new Wanted(pageId, locales), async (keys, cancellation) =>
        {
            var found = new List<(Wanted Key, object Block)>();
            foreach (var way in keys.GroupBy(k => k.Way))
                foreach (var (id, blocks) in await queries.BlocksAsync(tenantId, [.. way.Select(k => k.Id)], way.Key.Locales.Locales, cancellation))
                    found.AddRange(blocks.Select(b => (way.Key with { Id = id }, b.Shown(way.Key.Locales))));
            return found.ToLookup(f => f.Key, f => f.Block);
        });
    }

    private static Localized<T> Localize<T>(T value, Wanted way) => new(value, way.Locales);

    private static async Task<IReadOnlyDictionary<Wanted, Localized<T>>> ByWayAsync<T>(
        IReadOnlyList<Wanted> keys, Func<Wanted, IReadOnlyList<Guid>, Task<IReadOnlyDictionary<Guid, T>>> fetch)
    {
        var found = new Dictionary<Wanted, Localized<T>>(keys.Count);
        foreach (var way in keys.GroupBy(k => k.Way))
            foreach (var (id, value) in await fetch(way.Key, [.. way.Select(k => k.Id)]))
                found[way.Key with { Id = id }] = Localize(value, way.Key);
        return found;
    }

    private static async Task<ILookup<Wanted, TResult>> ManyByWayAsync<T, TResult>(
        IReadOnlyList<Wanted> keys, Func<Wanted, IReadOnlyList<Guid>, Task<ILookup<Guid, T>>> fetch, Func<T, Wanted, TResult> result)
    {
        var found = new List<(Wanted Key, TResult Value)>();
        foreach (var way in keys.GroupBy(k => k.Way))
            foreach (var group in await fetch(way.Key, [.. way.Select(k => k.Id)]))
                found.AddRange(group.Select(value => (way.Key with { Id = group.Key }, result(value, way.Key))));
        return found.ToLookup(f => f.Key, f => f.Value);
    }

    /// <summary>Several results of one loader, as one.</summary>
    internal sealed class Gathered<T>(IReadOnlyList<IDataLoaderResult<T?>> parts) : IDataLoaderResult<IEnumerable<T>>
        where T : class
    {
        public async Task<IEnumerable<T>> GetResultAsync(CancellationToken cancellationToken = default)
        {
            var values = new List<T>(parts.Count);
            foreach (var part in parts)
                if (await part.GetResultAsync(cancellationToken) is { } value)
                    values.Add(value);
            return values;
        }

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}

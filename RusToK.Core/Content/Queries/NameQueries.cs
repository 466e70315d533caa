using System.Globalization;
using Npgsql;
using RusToK.Core.Content.Caching;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Queries;

/// <summary>A category with its name in one language.</summary>
public sealed record CategoryDocument(
    Guid Id, Guid? ParentId, int Position, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version,
    string Locale, string Name, string Slug, string? Description, Moderation? ForumModeration = null);

/// <summary>A tag with its name in one language.</summary>
public sealed record TagDocument(Guid Id, DateTimeOffset CreatedAt, string Locale, string Name, string Slug);

/// <summary>Categories and tags as readers see them. Locales are those to try, best first.</summary>
public sealed class NameQueries
{
    public const string CategoryList = "categories";
    public const string TagList = "tags";

    private const string CategoryColumns =
        "c.id, c.parent_id, c.position, c.created_at, c.updated_at, c.version, d.locale, d.name, d.slug, d.description, c.forum_moderation";

    private const string TagColumns = "t.id, t.created_at, d.locale, d.name, d.slug";

    private readonly ReadStore _store;
    private readonly ContentCache? _cache;

    /// <param name="store">Where the read model is.</param>
    /// <param name="cache">Remembers names; null where nothing is remembered.</param>
    internal NameQueries(ReadStore store, ContentCache? cache = null) => (_store, _cache) = (store, cache);

    public async Task<IReadOnlyDictionary<Guid, CategoryDocument>> CategoriesAsync(
        Guid tenantId, IReadOnlyList<Guid> ids, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {CategoryColumns}\n  FROM read.categories c").JoinWords(locales, "read.category_names", "category_id", "c")
            .Append($"\n WHERE c.tenant_id = {QueryText.Tenant} AND c.id = ANY ({query.Value(ids.ToArray())})");
        return (await ListAsync(tenantId, $"categories:{ContentCache.KeyOf(ids)}:{ContentCache.Way(locales)}", query, Category, cancellationToken)).ToDictionary(c => c.Id);
    }

    /// <summary>The category that has this slug in the best of the locales.</summary>
    public async Task<CategoryDocument?> CategoryBySlugAsync(Guid tenantId, string slug, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(slug))
            return null;
        var query = new QueryText(tenantId);
        query.Append($"SELECT {CategoryColumns}\n  FROM read.category_names d JOIN read.categories c ON c.tenant_id = d.tenant_id AND c.id = d.category_id")
            .Append($"\n WHERE d.tenant_id = {QueryText.Tenant} AND d.slug = {query.Value(slug.ToLowerInvariant())} AND d.locale = ANY ({query.Value(locales.ToArray())})");
        var key = ContentCache.Takes(slug) ? $"category:{ContentCache.Way(locales)}:{slug.ToLowerInvariant()}" : null;
        var found = await ListAsync(tenantId, key, query, Category, cancellationToken);
        return locales.Select(l => found.FirstOrDefault(d => d.Locale == l)).FirstOrDefault(d => d is not null);
    }

    /// <summary>Categories by position.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="parentId">Only those directly below it; null for all.</param>
    /// <param name="roots">Only those below nothing.</param>
    /// <param name="page">Which part.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<CategoryDocument>> CategoriesAsync(
        Guid tenantId, Guid? parentId, bool roots, PageRequest page, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {CategoryColumns}\n  FROM read.categories c").JoinWords(locales, "read.category_names", "category_id", "c")
            .Append($"\n WHERE c.tenant_id = {QueryText.Tenant}");
        if (parentId is { } parent)
            query.Append($" AND c.parent_id = {query.Value(parent)}");
        if (roots)
            query.Append(" AND c.parent_id IS NULL");
        if (page.Cursor is { } cursor)
        {
            var position = int.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var p) ? p : throw BadCursor(page);
            query.Append($" AND (c.position, c.id) {(page.Backward ? "<" : ">")} ({query.Value(position)}, {query.Value(cursor.Id)})");
        }

        var direction = page.Backward ? " DESC" : "";
        query.Append($"\n ORDER BY c.position{direction}, c.id{direction} LIMIT {page.Limit}");
        var key = page.Cursor is null ? string.Create(CultureInfo.InvariantCulture, $"category-list:{parentId:N}:{roots}:{page.Size}:{page.Backward}:{ContentCache.Way(locales)}") : null;
        var rows = await ListAsync(tenantId, key, query, Category, cancellationToken);
        return Pages.Cut([.. rows], page, c => new Cursor(CategoryList, c.Position.ToString(CultureInfo.InvariantCulture), c.Id));
    }

    public async Task<IReadOnlyDictionary<Guid, TagDocument>> TagsAsync(
        Guid tenantId, IReadOnlyList<Guid> ids, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {TagColumns}\n  FROM read.tags t").JoinWords(locales, "read.tag_names", "tag_id", "t")
            .Append($"\n WHERE t.tenant_id = {QueryText.Tenant} AND t.id = ANY ({query.Value(ids.ToArray())})");
        return (await ListAsync(tenantId, $"tags:{ContentCache.KeyOf(ids)}:{ContentCache.Way(locales)}", query, Tag, cancellationToken)).ToDictionary(t => t.Id);
    }

    /// <summary>Tags by name.</summary>
    public async Task<Page<TagDocument>> TagsAsync(Guid tenantId, PageRequest page, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {TagColumns}\n  FROM read.tags t").JoinWords(locales, "read.tag_names", "tag_id", "t")
            .Append($"\n WHERE t.tenant_id = {QueryText.Tenant}");
        if (page.Cursor is { } cursor)
        {
            if (!StorableText.IsStorable(cursor.Key))
                throw BadCursor(page);
            query.Append($" AND (d.name COLLATE \"und-x-icu\", d.tag_id) {(page.Backward ? "<" : ">")} ({query.Value(cursor.Key)}, {query.Value(cursor.Id)})");
        }

        var direction = page.Backward ? " DESC" : "";
        query.Append($"\n ORDER BY d.name COLLATE \"und-x-icu\"{direction}, d.tag_id{direction} LIMIT {page.Limit}");
        var key = page.Cursor is null ? string.Create(CultureInfo.InvariantCulture, $"tag-list:{page.Size}:{page.Backward}:{ContentCache.Way(locales)}") : null;
        var rows = await ListAsync(tenantId, key, query, Tag, cancellationToken);
        return Pages.Cut([.. rows], page, t => new Cursor(TagList, t.Name, t.Id));
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        Guid tenantId, string? key, QueryText query, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken) =>
        _cache is null || key is null
            ? await _store.ListAsync(tenantId, query, read, cancellationToken)
            : await _cache.NamesAsync<IReadOnlyList<T>>(
                tenantId, key, async stop => await _store.ListAsync(tenantId, query, read, stop), static names => names.Count, cancellationToken);

    private static InvalidInputException BadCursor(PageRequest page) =>
        new(page.Backward ? "before" : "after", "cursor", "The cursor does not come from this list in this order.");

    private static CategoryDocument Category(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.IsDBNull(1) ? null : r.GetGuid(1), r.GetInt32(2), r.GetFieldValue<DateTimeOffset>(3), r.GetFieldValue<DateTimeOffset>(4),
        r.GetInt64(5), r.GetString(6), r.GetString(7), r.GetString(8), r.IsDBNull(9) ? null : r.GetString(9),
        r.IsDBNull(10) ? null : EnumText<Moderation>.Parse(r.GetString(10)));

    private static TagDocument Tag(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), r.GetString(2), r.GetString(3), r.GetString(4));
}

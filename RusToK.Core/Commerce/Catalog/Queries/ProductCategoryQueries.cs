using System.Globalization;
using Npgsql;
using RusToK.Core.Content.Queries;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>A product category with its name in one language.</summary>
public sealed record ProductCategoryDocument(
    Guid Id, Guid? ParentId, int Position, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, long Version,
    string Locale, string Name, string Slug, string? Description);

/// <summary>Product categories as readers see them. Locales are those to try, best first. Every method is one statement.</summary>
public sealed class ProductCategoryQueries
{
    public const string List = "product-categories";

    private const string Columns = "c.id, c.parent_id, c.position, c.created_at, c.updated_at, c.version, d.locale, d.name, d.slug, d.description";

    private readonly ReadStore _store;

    internal ProductCategoryQueries(ReadStore store) => _store = store;

    public async Task<IReadOnlyDictionary<Guid, ProductCategoryDocument>> FindManyAsync(
        Guid tenantId, IReadOnlyList<Guid> ids, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        var which = ids.Count == 1 ? $"= {query.Value(ids[0])}" : $"= ANY ({query.Value(ids.ToArray())})";
        query.Append($"SELECT {Columns}\n  FROM read.product_categories c").JoinWords(locales, "read.product_category_names", "category_id", "c")
            .Append($"\n WHERE c.tenant_id = {QueryText.Tenant} AND c.id {which}");
        return (await _store.ListAsync(tenantId, query, Document, cancellationToken)).ToDictionary(c => c.Id);
    }

    /// <summary>The category that has this slug in the best of the locales.</summary>
    public async Task<ProductCategoryDocument?> FindBySlugAsync(Guid tenantId, string slug, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(slug))
            return null;
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns}\n  FROM read.product_category_names d JOIN read.product_categories c ON c.tenant_id = d.tenant_id AND c.id = d.category_id")
            .Append($"\n WHERE d.tenant_id = {QueryText.Tenant} AND d.slug = {query.Value(slug.ToLowerInvariant())} AND d.locale = ANY ({query.Value(locales.ToArray())})");
        var found = await _store.ListAsync(tenantId, query, Document, cancellationToken);
        return locales.Select(l => found.FirstOrDefault(c => c.Locale == l)).FirstOrDefault(c => c is not null);
    }

    /// <summary>Categories by position.</summary>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="parentId">Only those directly below it; null for all.</param>
    /// <param name="roots">Only those below nothing.</param>
    /// <param name="page">Which part.</param>
    /// <param name="locales">Best first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<Page<ProductCategoryDocument>> ListAsync(
        Guid tenantId, Guid? parentId, bool roots, PageRequest page, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns}\n  FROM read.product_categories c").JoinWords(locales, "read.product_category_names", "category_id", "c")
            .Append($"\n WHERE c.tenant_id = {QueryText.Tenant}");
        if (parentId is { } parent)
            query.Append($" AND c.parent_id = {query.Value(parent)}");
        if (roots)
            query.Append(" AND c.parent_id IS NULL");
        if (page.Cursor is { } cursor)
        {
            var position = int.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var p)
                ? p
                : throw new InvalidInputException(page.Backward ? "before" : "after", "cursor", "The cursor does not come from this list in this order.");
            query.Append($" AND (c.position, c.id) {(page.Backward ? "<" : ">")} ({query.Value(position)}, {query.Value(cursor.Id)})");
        }

        var direction = page.Backward ? " DESC" : "";
        query.Append($"\n ORDER BY c.position{direction}, c.id{direction} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, Document, cancellationToken);
        return Pages.Cut(rows, page, c => new Cursor(List, c.Position.ToString(CultureInfo.InvariantCulture), c.Id));
    }

    private static ProductCategoryDocument Document(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GuidOrNull(1), r.GetInt32(2), r.GetFieldValue<DateTimeOffset>(3), r.GetFieldValue<DateTimeOffset>(4), r.GetInt64(5),
        r.GetString(6), r.GetString(7), r.GetString(8), r.TextOrNull(9));
}

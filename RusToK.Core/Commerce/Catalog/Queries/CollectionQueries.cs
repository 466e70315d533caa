using Npgsql;
using RusToK.Core.Commerce.Catalog.Collections;
using RusToK.Core.Content.Queries;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Queries;

/// <summary>Collections as readers see them. Locales are those to try, best first. Every method is one statement.</summary>
public sealed class CollectionQueries
{
    public const string List = "collections";

    private const string Columns =
        "c.id, c.kind, c.match_all, c.rules, c.created_at, c.updated_at, c.version, d.locale, d.title, d.handle, d.description";

    private readonly ReadStore _store;

    internal CollectionQueries(ReadStore store) => _store = store;

    public async Task<IReadOnlyDictionary<Guid, CollectionDocument>> FindManyAsync(
        Guid tenantId, IReadOnlyList<Guid> ids, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        var which = ids.Count == 1 ? $"= {query.Value(ids[0])}" : $"= ANY ({query.Value(ids.ToArray())})";
        query.Append($"SELECT {Columns}\n  FROM read.collections c").JoinWords(locales, "read.collection_texts", "collection_id", "c")
            .Append($"\n WHERE c.tenant_id = {QueryText.Tenant} AND c.id {which}");
        return (await _store.ListAsync(tenantId, query, Document, cancellationToken)).ToDictionary(c => c.Id);
    }

    /// <summary>The collection that has this handle in the best of the locales.</summary>
    public async Task<CollectionDocument?> FindByHandleAsync(Guid tenantId, string handle, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        if (!StorableText.IsStorable(handle))
            return null;
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns}\n  FROM read.collection_texts d JOIN read.collections c ON c.tenant_id = d.tenant_id AND c.id = d.collection_id")
            .Append($"\n WHERE d.tenant_id = {QueryText.Tenant} AND d.handle = {query.Value(handle.ToLowerInvariant())} AND d.locale = ANY ({query.Value(locales.ToArray())})");
        var found = await _store.ListAsync(tenantId, query, Document, cancellationToken);
        return locales.Select(l => found.FirstOrDefault(c => c.Locale == l)).FirstOrDefault(c => c is not null);
    }

    /// <summary>Collections by title.</summary>
    public async Task<Page<CollectionDocument>> ListAsync(Guid tenantId, PageRequest page, IReadOnlyList<string> locales, CancellationToken cancellationToken)
    {
        var query = new QueryText(tenantId);
        query.Append($"SELECT {Columns}\n  FROM read.collections c").JoinWords(locales, "read.collection_texts", "collection_id", "c")
            .Append($"\n WHERE c.tenant_id = {QueryText.Tenant}");
        if (page.Cursor is { } cursor)
        {
            if (!StorableText.IsStorable(cursor.Key))
                throw new InvalidInputException(page.Backward ? "before" : "after", "cursor", "The cursor does not come from this list in this order.");
            query.Append($" AND (d.title COLLATE \"und-x-icu\", d.collection_id) {(page.Backward ? "<" : ">")} ({query.Value(cursor.Key)}, {query.Value(cursor.Id)})");
        }

        var direction = page.Backward ? " DESC" : "";
        query.Append($"\n ORDER BY d.title COLLATE \"und-x-icu\"{direction}, d.collection_id{direction} LIMIT {page.Limit}");
        var rows = await _store.ListAsync(tenantId, query, Document, cancellationToken);
        return Pages.Cut(rows, page, c => new Cursor(List, c.Title, c.Id));
    }

    private static CollectionDocument Document(NpgsqlDataReader r) => new(
        r.GetGuid(0), EnumText<CollectionKind>.Parse(r.GetString(1)), r.GetBoolean(2), CommerceJson.Read<List<CollectionRule>>(r.GetString(3)),
        r.GetFieldValue<DateTimeOffset>(4), r.GetFieldValue<DateTimeOffset>(5), r.GetInt64(6), r.GetString(7), r.GetString(8), r.GetString(9), r.TextOrNull(10));
}

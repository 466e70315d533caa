using Npgsql;
using RusToK.Core.Content;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Collections.Storage;

/// <summary>What a command has to know before it decides on a collection.</summary>
internal sealed record CollectionQuestions
{
    /// <summary>The collection; for a new one the id it will have.</summary>
    public required Guid Id { get; init; }

    public IReadOnlyList<(string Locale, string Handle)> Handles { get; init; } = [];

    /// <summary>Which of these products are there?</summary>
    public IReadOnlyList<Guid> ProductIds { get; init; } = [];

    /// <summary>The products in it, in their order.</summary>
    public bool Places { get; init; }

    public ExternalReference? External { get; init; }
}

/// <param name="Collection">Null when the tenant has none with that id.</param>
/// <param name="Names">Its names, by locale; the slug is the handle.</param>
/// <param name="WasDeleted">The id belonged to a deleted one.</param>
/// <param name="RuleCollections">Rule-based collections of the tenant.</param>
/// <param name="TakenHandles">Those of the asked that others have.</param>
/// <param name="Products">Those of the asked that there are.</param>
/// <param name="Places">Products and positions, in their order; empty unless asked for.</param>
/// <param name="ExternalIsKnown">The external id has been imported.</param>
internal sealed record CollectionAnswers(
    Collection? Collection,
    IReadOnlyList<NameState> Names,
    bool WasDeleted,
    long RuleCollections,
    IReadOnlySet<(string Locale, string Slug)> TakenHandles,
    IReadOnlySet<Guid> Products,
    IReadOnlyList<(Guid ProductId, long Position)> Places,
    bool ExternalIsKnown);

/// <summary>Reads the truth for commands, in one round trip.</summary>
internal sealed class CollectionReader(TenantStatements statements)
{
    private const string ById = """
        SELECT c.kind, c.match_all, c.rules::text, c.created_at, c.updated_at, c.version,
               EXISTS (SELECT FROM commerce.deleted_ids d WHERE d.tenant_id = $1 AND d.aggregate = 'collection' AND d.id = $2),
               (SELECT count(*) FROM commerce.collections r WHERE r.tenant_id = $1 AND r.kind = 'rules'),
               EXISTS (SELECT FROM commerce.external_ids e WHERE e.tenant_id = $1 AND e.source = $3 AND e.kind = $4 AND e.external_id = $5)
          FROM (SELECT) AS one LEFT JOIN commerce.collections c ON c.tenant_id = $1 AND c.id = $2
        """;

    private const string NamesOf = """
        SELECT locale, title, handle, description FROM commerce.collection_translations WHERE tenant_id = $1 AND collection_id = $2 ORDER BY locale
        """;

    private const string HandlesOfOthers = """
        SELECT t.locale, t.handle
          FROM unnest($3::text[], $4::text[]) AS wanted(locale, handle)
          JOIN commerce.collection_translations t ON t.tenant_id = $1 AND t.locale = wanted.locale AND t.handle = wanted.handle
         WHERE t.collection_id <> $2
        """;

    private const string PlacesOf = """
        SELECT product_id, position FROM commerce.collection_products WHERE tenant_id = $1 AND collection_id = $2 AND $3 ORDER BY position, product_id
        """;

    public async Task<CollectionAnswers> AskAsync(Guid tenantId, CollectionQuestions questions, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch
                .Add(ById,
                    Sql.Id(tenantId), Sql.Id(questions.Id),
                    Sql.Text(questions.External?.Source), Sql.Text(questions.External?.Kind), Sql.Text(questions.External?.Id))
                .Add(NamesOf, Sql.Id(tenantId), Sql.Id(questions.Id))
                .Add(HandlesOfOthers,
                    Sql.Id(tenantId), Sql.Id(questions.Id), Sql.Texts(questions.Handles.Select(h => h.Locale)), Sql.Texts(questions.Handles.Select(h => h.Handle)))
                .Add("SELECT id FROM commerce.products WHERE tenant_id = $1 AND id = ANY ($2)", Sql.Id(tenantId), Sql.Ids(questions.ProductIds))
                .Add(PlacesOf, Sql.Id(tenantId), Sql.Id(questions.Id), new NpgsqlParameter<bool> { TypedValue = questions.Places });

            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var found = (await reader.NextAsync(
                r => (
                    Collection: r.IsDBNull(5)
                        ? null
                        : new Collection
                        {
                            TenantId = tenantId,
                            Id = questions.Id,
                            Kind = EnumText<CollectionKind>.Parse(r.GetString(0)),
                            MatchAll = r.GetBoolean(1),
                            Rules = CommerceJson.Read<IReadOnlyList<CollectionRule>>(r.GetString(2)),
                            CreatedAt = r.GetFieldValue<DateTimeOffset>(3),
                            UpdatedAt = r.GetFieldValue<DateTimeOffset>(4),
                            Version = r.GetInt64(5),
                        },
                    WasDeleted: r.GetBoolean(6), Count: r.GetInt64(7), Known: r.GetBoolean(8)),
                cancellationToken))[0];
            var names = await reader.NextAsync(r => new NameState(r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3)), cancellationToken);
            var taken = (await reader.NextAsync(r => (r.GetString(0), r.GetString(1)), cancellationToken)).ToHashSet();
            var products = (await reader.NextAsync(r => r.GetGuid(0), cancellationToken)).ToHashSet();
            var places = await reader.NextAsync(r => (r.GetGuid(0), r.GetInt64(1)), cancellationToken);
            return new CollectionAnswers(found.Collection, names, found.WasDeleted, found.Count, taken, products, places, found.Known);
        }, cancellationToken);
    }
}

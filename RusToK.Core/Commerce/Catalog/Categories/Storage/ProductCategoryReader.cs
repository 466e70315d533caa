using System.Globalization;
using RusToK.Core.Content;
using RusToK.Core.Content.Events;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Categories.Storage;

/// <summary>What a command has to know before it decides on a category.</summary>
internal sealed record ProductCategoryQuestions
{
    /// <summary>The category; for a new one the id it will have.</summary>
    public required Guid Id { get; init; }

    public Guid? ParentId { get; init; }

    public IReadOnlyList<(string Locale, string Slug)> Slugs { get; init; } = [];

    public ExternalReference? External { get; init; }
}

/// <param name="Category">Null when the tenant has none with that id.</param>
/// <param name="Names">Its names, by locale.</param>
/// <param name="WasDeleted">The id belonged to a deleted one.</param>
/// <param name="IsInUse">Categories are below it, or products in it.</param>
/// <param name="Height">Levels below it.</param>
/// <param name="Above">The parent asked for and its ancestors, nearest first; empty when there is no such category.</param>
/// <param name="TakenSlugs">Those of the asked that others have.</param>
/// <param name="ExternalIsKnown">The external id has been imported.</param>
internal sealed record ProductCategoryAnswers(
    ProductCategory? Category,
    IReadOnlyList<NameState> Names,
    bool WasDeleted,
    bool IsInUse,
    int Height,
    IReadOnlyList<Guid> Above,
    IReadOnlySet<(string Locale, string Slug)> TakenSlugs,
    bool ExternalIsKnown);

/// <summary>Reads the truth for commands, in one round trip.</summary>
internal sealed class ProductCategoryReader(TenantStatements statements)
{
    private static readonly string MaxDepth = NameRules.MaxDepth.ToString(CultureInfo.InvariantCulture);

    /// <summary>The ancestors of $3 as <c>above</c>, and $2 with all that is below it as <c>below</c>, each with its distance.</summary>
    private static readonly string Around = $"""
        WITH RECURSIVE above AS (
            SELECT c.id, c.parent_id, 1 AS depth FROM commerce.product_categories c WHERE c.tenant_id = $1 AND c.id = $3
            UNION ALL
            SELECT c.id, c.parent_id, a.depth + 1 FROM above a JOIN commerce.product_categories c ON c.tenant_id = $1 AND c.id = a.parent_id
             WHERE a.depth <= {MaxDepth}
        ), below AS (
            SELECT $2::uuid AS id, 0 AS depth
            UNION ALL
            SELECT c.id, b.depth + 1 FROM below b JOIN commerce.product_categories c ON c.tenant_id = $1 AND c.parent_id = b.id
             WHERE b.depth <= {MaxDepth}
        )
        """;

    private static readonly string CategoryAndSurroundings = $"""
        {Around}
        SELECT c.parent_id, c.position, c.created_at, c.updated_at, c.version,
               EXISTS (SELECT FROM commerce.deleted_ids d WHERE d.tenant_id = $1 AND d.aggregate = 'product_category' AND d.id = $2),
               EXISTS (SELECT FROM commerce.product_categories x WHERE x.tenant_id = $1 AND x.parent_id = $2)
                   OR EXISTS (SELECT FROM commerce.products p WHERE p.tenant_id = $1 AND p.category_id = $2),
               (SELECT max(depth) FROM below),
               ARRAY(SELECT id FROM above ORDER BY depth),
               EXISTS (SELECT FROM commerce.external_ids e WHERE e.tenant_id = $1 AND e.source = $4 AND e.kind = $5 AND e.external_id = $6)
          FROM (SELECT) AS one LEFT JOIN commerce.product_categories c ON c.tenant_id = $1 AND c.id = $2
        """;

    private const string NamesOf = """
        SELECT locale, name, slug, description FROM commerce.product_category_translations WHERE tenant_id = $1 AND category_id = $2 ORDER BY locale
        """;

    private const string SlugsOfOthers = """
        SELECT t.locale, t.slug
          FROM unnest($3::text[], $4::text[]) AS wanted(locale, slug)
          JOIN commerce.product_category_translations t ON t.tenant_id = $1 AND t.locale = wanted.locale AND t.slug = wanted.slug
         WHERE t.category_id <> $2
        """;

    public async Task<ProductCategoryAnswers> AskAsync(Guid tenantId, ProductCategoryQuestions questions, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch
                .Add(CategoryAndSurroundings,
                    Sql.Id(tenantId), Sql.Id(questions.Id), Sql.Id(questions.ParentId),
                    Sql.Text(questions.External?.Source), Sql.Text(questions.External?.Kind), Sql.Text(questions.External?.Id))
                .Add(NamesOf, Sql.Id(tenantId), Sql.Id(questions.Id))
                .Add(SlugsOfOthers,
                    Sql.Id(tenantId), Sql.Id(questions.Id),
                    Sql.Texts(questions.Slugs.Select(s => s.Locale)), Sql.Texts(questions.Slugs.Select(s => s.Slug)));

            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var found = (await reader.NextAsync(
                r => (
                    Category: r.IsDBNull(4)
                        ? null
                        : new ProductCategory
                        {
                            TenantId = tenantId,
                            Id = questions.Id,
                            ParentId = r.GuidOrNull(0),
                            Position = r.GetInt32(1),
                            CreatedAt = r.GetFieldValue<DateTimeOffset>(2),
                            UpdatedAt = r.GetFieldValue<DateTimeOffset>(3),
                            Version = r.GetInt64(4),
                        },
                    WasDeleted: r.GetBoolean(5), InUse: r.GetBoolean(6), Height: r.GetInt32(7), Above: r.GetFieldValue<Guid[]>(8), Known: r.GetBoolean(9)),
                cancellationToken))[0];
            var names = await reader.NextAsync(r => new NameState(r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3)), cancellationToken);
            var taken = (await reader.NextAsync(r => (r.GetString(0), r.GetString(1)), cancellationToken)).ToHashSet();
            return new ProductCategoryAnswers(found.Category, names, found.WasDeleted, found.InUse, found.Height, found.Above, taken, found.Known);
        }, cancellationToken);
    }

    /// <summary>A category's new parent is not below it, and the tree stays within its bound.</summary>
    public static WriteBatch RequireFits(WriteBatch batch, Guid tenantId, Guid id, Guid parentId) => batch.Execute(
        $"""
        {Around}
        SELECT rustok.require(
            NOT EXISTS (SELECT FROM above WHERE id = $2)
                AND (SELECT max(depth) FROM above) + (SELECT max(depth) FROM below) <= {MaxDepth},
            '{SqlStates.VersionConflict}', 'commerce.product_categories')
        """,
        Sql.Id(tenantId), Sql.Id(id), Sql.Id(parentId));
}

using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.Categories.Storage;

/// <summary>What a command has to know before it decides on a category.</summary>
internal sealed record CategoryQuestions
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
/// <param name="IsInUse">Categories are below it, or nodes in it.</param>
/// <param name="Height">Levels below it.</param>
/// <param name="Above">The parent asked for and its ancestors, nearest first; empty when there is no such category.</param>
/// <param name="TakenSlugs">Those of the asked that others have.</param>
/// <param name="ExternalIsKnown">The external id has been imported.</param>
internal sealed record CategoryAnswers(
    Category? Category,
    IReadOnlyList<NameState> Names,
    bool WasDeleted,
    bool IsInUse,
    int Height,
    IReadOnlyList<Guid> Above,
    IReadOnlySet<(string Locale, string Slug)> TakenSlugs,
    bool ExternalIsKnown)
{
    /// <summary>Others have been first each time before; there is no further attempt.</summary>
    public bool IsLastAttempt { get; init; }
}

/// <summary>Reads the truth for commands, in one round trip.</summary>
internal sealed class CategoryReader(TenantStatements statements)
{
    private static readonly string MaxDepth = NameRules.MaxDepth.ToString(CultureInfo.InvariantCulture);

    private static readonly string CategoryAndSurroundings = $"""
        WITH RECURSIVE above AS (
            SELECT c.id, c.parent_id, 1 AS depth FROM content.categories c WHERE c.tenant_id = $1 AND c.id = $3
            UNION ALL
            SELECT c.id, c.parent_id, a.depth + 1 FROM above a JOIN content.categories c ON c.tenant_id = $1 AND c.id = a.parent_id
             WHERE a.depth <= {MaxDepth}
        ), below AS (
            SELECT $2::uuid AS id, 0 AS depth
            UNION ALL
            SELECT c.id, b.depth + 1 FROM below b JOIN content.categories c ON c.tenant_id = $1 AND c.parent_id = b.id
             WHERE b.depth <= {MaxDepth}
        )
        SELECT c.parent_id, c.position, c.created_at, c.updated_at, c.version,
               EXISTS (SELECT FROM content.deleted_ids d WHERE d.tenant_id = $1 AND d.aggregate = 'category' AND d.id = $2),
               EXISTS (SELECT FROM content.categories x WHERE x.tenant_id = $1 AND x.parent_id = $2)
                   OR EXISTS (SELECT FROM content.nodes n WHERE n.tenant_id = $1 AND n.category_id = $2),
               (SELECT max(depth) FROM below),
               ARRAY(SELECT id FROM above ORDER BY depth),
               EXISTS (SELECT FROM content.external_ids e WHERE e.tenant_id = $1 AND e.source = $4 AND e.kind = $5 AND e.external_id = $6),
               c.forum_moderation
          FROM (SELECT) AS one LEFT JOIN content.categories c ON c.tenant_id = $1 AND c.id = $2
        """;

    private const string NamesOf = """
        SELECT locale, name, slug, description FROM content.category_translations WHERE tenant_id = $1 AND category_id = $2 ORDER BY locale
        """;

    private const string SlugsOfOthers = """
        SELECT t.locale, t.slug
          FROM unnest($3::text[], $4::text[]) AS wanted(locale, slug)
          JOIN content.category_translations t ON t.tenant_id = $1 AND t.locale = wanted.locale AND t.slug = wanted.slug
         WHERE t.category_id <> $2
        """;

    public async Task<CategoryAnswers> AskAsync(Guid tenantId, CategoryQuestions questions, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch
                .Add(CategoryAndSurroundings,
                    Id(tenantId), Id(questions.Id), new NpgsqlParameter { Value = questions.ParentId is { } parent ? parent : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                    Text(questions.External?.Source), Text(questions.External?.Kind), Text(questions.External?.Id))
                .Add(NamesOf, Id(tenantId), Id(questions.Id))
                .Add(SlugsOfOthers,
                    Id(tenantId), Id(questions.Id),
                    new NpgsqlParameter<string[]> { TypedValue = [.. questions.Slugs.Select(s => s.Locale)] },
                    new NpgsqlParameter<string[]> { TypedValue = [.. questions.Slugs.Select(s => s.Slug)] });

            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var category = reader.IsDBNull(4)
                ? null
                : new Category
                {
                    TenantId = tenantId,
                    Id = questions.Id,
                    ParentId = reader.IsDBNull(0) ? null : reader.GetGuid(0),
                    Position = reader.GetInt32(1),
                    ForumModeration = reader.IsDBNull(10) ? null : EnumText<Moderation>.Parse(reader.GetString(10)),
                    CreatedAt = reader.GetFieldValue<DateTimeOffset>(2),
                    UpdatedAt = reader.GetFieldValue<DateTimeOffset>(3),
                    Version = reader.GetInt64(4),
                };
            var (wasDeleted, inUse, height, above, known) =
                (reader.GetBoolean(5), reader.GetBoolean(6), reader.GetInt32(7), reader.GetFieldValue<Guid[]>(8), reader.GetBoolean(9));

            await batch.NextResultAsync(reader, cancellationToken);
            var names = new List<NameState>();
            while (await reader.ReadAsync(cancellationToken))
                names.Add(new NameState(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));

            await batch.NextResultAsync(reader, cancellationToken);
            var taken = new HashSet<(string, string)>();
            while (await reader.ReadAsync(cancellationToken))
                taken.Add((reader.GetString(0), reader.GetString(1)));
            return new CategoryAnswers(category, names, wasDeleted, inUse, height, above, taken, known);
        }, cancellationToken);
    }

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

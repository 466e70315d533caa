using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Persistence;

namespace RusToK.Core.Content.External;

/// <summary>What is here of another system's things, and what was last said of each. Bookkeeping of imports: no event tells of it.</summary>
internal sealed class ExternalIds(TenantStatements statements)
{
    /// <summary>
    /// Walks the primary key. The plan is made anew each time: one made while the table was empty, as it is when an import begins,
    /// would read all of it for ever.
    /// </summary>
    private const string Find = """
        SELECT e.kind, e.external_id, e.id, e.fingerprint,
               EXISTS (SELECT FROM content.nodes n WHERE n.tenant_id = $1 AND n.id = e.id)
               OR EXISTS (SELECT FROM content.categories c WHERE c.tenant_id = $1 AND c.id = e.id)
               OR EXISTS (SELECT FROM content.tags t WHERE t.tenant_id = $1 AND t.id = e.id)
          FROM content.external_ids e
          JOIN unnest($3::text[], $4::text[]) AS wanted(kind, external_id) ON e.kind = wanted.kind AND e.external_id = wanted.external_id
         WHERE e.tenant_id = $1 AND e.source = $2
        """;

    private const string Remember = """
        INSERT INTO content.external_ids AS known (tenant_id, source, kind, external_id, id, fingerprint) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, source, kind, external_id) DO UPDATE SET fingerprint = excluded.fingerprint WHERE known.id = excluded.id
        """;

    /// <summary>Those of the asked that are known, each once.</summary>
    public async Task<IReadOnlyDictionary<ExternalKey, KnownThing>> FindAsync(
        Guid tenantId, string source, IReadOnlyCollection<ExternalKey> keys, CancellationToken cancellationToken)
    {
        var known = new Dictionary<ExternalKey, KnownThing>(keys.Count);
        if (keys.Count == 0)
            return known;
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch.PlanBy(PlanChoice.ForValues);
            batch.Add(
                Find,
                Id(tenantId), Text(source),
                new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(k => k.Kind)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(k => k.Id)] });
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                known[new ExternalKey(reader.GetString(0), reader.GetString(1))] =
                    new KnownThing(reader.GetGuid(2), reader.GetBoolean(4), reader.IsDBNull(3) ? null : reader.GetString(3));
            return known;
        }, cancellationToken);
    }

    /// <summary>Remembers what the source said, and, of a thing that was here already, that it is the source's as well.</summary>
    public Task RememberAsync(Guid tenantId, ExternalReference reference, Guid id, CancellationToken cancellationToken) => statements.ReadAsync(
        tenantId,
        (batch, stop) => batch.Add(
            Remember,
            Id(tenantId), Text(reference.Source), Text(reference.Kind), Text(reference.Id), Id(id),
            new NpgsqlParameter { Value = (object?)reference.Fingerprint ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }).ExecuteNonQueryAsync(stop),
        cancellationToken);

    private static NpgsqlParameter<Guid> Id(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter<string> Text(string text) => new() { TypedValue = text };
}

using RusToK.Core.Content;
using RusToK.Core.Content.External;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.External;

/// <summary>What is here of another system's products, and what was last said of each. Bookkeeping of imports: no event tells of it.</summary>
internal sealed class ExternalProducts(TenantStatements statements)
{
    /// <summary>As an external id has it.</summary>
    public const string Kind = "product";

    /// <summary>The plan is made anew each time: one made while the table was empty would read all of it for ever.</summary>
    private const string Find = """
        SELECT e.external_id, e.id, e.fingerprint, EXISTS (SELECT FROM commerce.products p WHERE p.tenant_id = $1 AND p.id = e.id)
          FROM commerce.external_ids e
         WHERE e.tenant_id = $1 AND e.source = $2 AND e.kind = $3 AND e.external_id = ANY ($4)
        """;

    private const string Remember = """
        INSERT INTO commerce.external_ids AS known (tenant_id, source, kind, external_id, id, fingerprint) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, source, kind, external_id) DO UPDATE SET fingerprint = excluded.fingerprint WHERE known.id = excluded.id
        """;

    /// <summary>Those of the asked that are known, by their id in the source.</summary>
    public async Task<IReadOnlyDictionary<string, KnownThing>> FindAsync(
        Guid tenantId, string source, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        return await statements.ReadAsync(tenantId, async (batch, cancellationToken) =>
        {
            batch.PlanBy(PlanChoice.ForValues);
            batch.Add(Find, Sql.Id(tenantId), Sql.Text(source), Sql.Text(Kind), Sql.Texts(ids));
            await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
            var rows = await reader.NextAsync(
                r => (External: r.GetString(0), Thing: new KnownThing(r.GetGuid(1), r.GetBoolean(3), r.TextOrNull(2))), cancellationToken);
            return rows.ToDictionary(r => r.External, r => r.Thing);
        }, cancellationToken);
    }

    /// <summary>Remembers what the source said of a product.</summary>
    public Task RememberAsync(Guid tenantId, ExternalReference reference, Guid id, CancellationToken cancellationToken) => statements.ReadAsync(
        tenantId,
        (batch, stop) => batch.Add(
            Remember,
            Sql.Id(tenantId), Sql.Text(reference.Source), Sql.Text(reference.Kind), Sql.Text(reference.Id), Sql.Id(id), Sql.Text(reference.Fingerprint))
            .ExecuteNonQueryAsync(stop),
        cancellationToken);
}

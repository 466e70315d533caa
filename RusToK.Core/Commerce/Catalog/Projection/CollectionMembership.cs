using Npgsql;
using RusToK.Core.Commerce.Catalog.Collections;

namespace RusToK.Core.Commerce.Catalog.Projection;

/// <summary>Holds what changed against the rules of collections: changed products against all of the tenant's, changed collections against all products.</summary>
internal static class CollectionMembership
{
    public static void AddTo(IList<NpgsqlBatchCommand> commands, CatalogFacets facets)
    {
        foreach (var (tenant, id) in facets.Collections.Where(c => c.Value.State.Kind == CollectionKind.Rules).Select(c => c.Key))
        {
            var command = new NpgsqlBatchCommand("SELECT read.fill_collection($1, $2)");
            command.Parameters.Add(Sql.Id(tenant));
            command.Parameters.Add(Sql.Id(id));
            commands.Add(command);
        }

        if (facets.Touched.Count == 0)
            return;
        var rules = new NpgsqlBatchCommand("SELECT read.apply_collection_rules($1, $2, $3, NULL)");
        rules.Parameters.Add(Sql.Ids(facets.Touched.Keys.Select(t => t.Tenant)));
        rules.Parameters.Add(Sql.Ids(facets.Touched.Keys.Select(t => t.Id)));
        rules.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. facets.Touched.Values.Select(t => t.Version == 0)] });
        commands.Add(rules);
    }
}

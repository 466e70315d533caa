using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;

namespace RusToK.Api.GraphQL.Commerce;

/// <summary>The commerce module's part of the schema.</summary>
internal sealed class CommerceGraphQL : IGraphQLModule
{
    /// <summary>What tenants switch it by.</summary>
    public const string Module = "commerce";

    public string? Switch => Module;

    public void AddQueries(ObjectGraphType query)
    {
        CatalogQueryFields.AddTo(query);
        InventoryQueryFields.AddTo(query);
        OrderQueryFields.AddTo(query);
    }

    public void AddMutations(ObjectGraphType mutation)
    {
        CatalogMutationFields.AddTo(mutation);
        InventoryMutationFields.AddTo(mutation);
        OrderMutationFields.AddTo(mutation);
    }
}

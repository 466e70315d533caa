using GraphQL.Types;

namespace RusToK.Api.GraphQL.Schema;

/// <summary>The product's schema: the roots that every module adds its fields to.</summary>
internal sealed class RusToKSchema : global::GraphQL.Types.Schema
{
    public RusToKSchema(IServiceProvider services, IEnumerable<IGraphQLModule> modules)
        : base(services)
    {
        var query = new ObjectGraphType { Name = "Query" };
        var mutation = new ObjectGraphType { Name = "Mutation" };
        foreach (var module in modules)
        {
            module.AddQueries(query);
            module.AddMutations(mutation);
        }

        Query = query;
        Mutation = mutation;
    }
}

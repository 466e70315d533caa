using GraphQL.Types;

namespace RusToK.Api.GraphQL.Schema;

/// <summary>What one module adds to the roots of the schema.</summary>
internal interface IGraphQLModule
{
    void AddQueries(ObjectGraphType query);

    void AddMutations(ObjectGraphType mutation);
}

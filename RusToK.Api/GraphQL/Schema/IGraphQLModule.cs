using GraphQL.Types;

namespace RusToK.Api.GraphQL.Schema;

/// <summary>What one module adds to the roots of the schema.</summary>
internal interface IGraphQLModule
{
    /// <summary>The module by whose name a tenant may switch it off; null when it is always there.</summary>
    string? Switch { get; }

    void AddQueries(ObjectGraphType query);

    void AddMutations(ObjectGraphType mutation);
}

using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;

namespace RusToK.Api.GraphQL.Identity;

/// <summary>The identity module's part of the schema.</summary>
internal sealed class IdentityGraphQL : IGraphQLModule
{
    public string? Switch => null;

    public void AddQueries(ObjectGraphType query) => IdentityQueryFields.AddTo(query);

    public void AddMutations(ObjectGraphType mutation) => IdentityMutationFields.AddTo(mutation);
}

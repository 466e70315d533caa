using GraphQL.Types;
using RusToK.Api.GraphQL.Schema;

namespace RusToK.Api.GraphQL.Content;

/// <summary>The content module's part of the schema.</summary>
internal sealed class ContentGraphQL : IGraphQLModule
{
    public string? Switch => "content";

    public void AddQueries(ObjectGraphType query) => ContentQueryFields.AddTo(query);

    public void AddMutations(ObjectGraphType mutation) => ContentMutationFields.AddTo(mutation);
}

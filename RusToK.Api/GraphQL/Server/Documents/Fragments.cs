using GraphQLParser.AST;

namespace RusToK.Api.GraphQL.Server.Documents;

internal static class Fragments
{
    /// <summary>The fragment that is spread; null when the document lacks it.</summary>
    public static GraphQLFragmentDefinition? Find(this GraphQLDocument document, GraphQLFragmentSpread spread)
    {
        foreach (var definition in document.Definitions)
        {
            if (definition is GraphQLFragmentDefinition fragment && fragment.FragmentName.Name.Value == spread.FragmentName.Name.Value)
                return fragment;
        }

        return null;
    }
}

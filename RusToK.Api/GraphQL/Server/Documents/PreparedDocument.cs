using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Plain;

namespace RusToK.Api.GraphQL.Server.Documents;

/// <summary>A parsed document within the structural limits, and what is known of it once it has been validated.</summary>
internal sealed class PreparedDocument
{
    public PreparedDocument(GraphQLDocument document, string text, string hash, bool registered)
    {
        Document = document;
        Text = text;
        Hash = hash;
        Registered = registered;
        Operations = [.. document.Definitions.OfType<GraphQLOperationDefinition>().Select(o => new PreparedOperation(o))];
    }

    public GraphQLDocument Document { get; }

    public string Text { get; }

    /// <summary>See <see cref="DocumentHash"/>.</summary>
    public string Hash { get; }

    /// <summary>Whether it is one of the <see cref="TrustedDocuments"/>.</summary>
    public bool Registered { get; }

    public IReadOnlyList<PreparedOperation> Operations { get; }

    /// <summary>
    /// Whether the rules that depend on the document alone have passed. Written once, by whichever request validates it first;
    /// set after everything else here.
    /// </summary>
    public bool Validated { get; set; }

    /// <summary>Whether a field it selects checks its arguments' values, which has to happen for each request.</summary>
    public bool ChecksArguments { get; set; }

    /// <summary>What of it is written in one go; known once the document is validated.</summary>
    public PlainSelections? Plain { get; set; }

    public PreparedOperation? Find(GraphQLOperationDefinition definition)
    {
        foreach (var operation in Operations)
        {
            if (ReferenceEquals(operation.Definition, definition))
                return operation;
        }

        return null;
    }
}

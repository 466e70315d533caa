using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Documents;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>The plain selections of a document, found once when it has been validated.</summary>
internal sealed class PlainSelections
{
    private readonly Dictionary<(GraphQLField, FieldType), PlainSelection> _selections = [];

    private PlainSelections()
    {
    }

    /// <param name="schema">The schema the document was validated against.</param>
    /// <param name="document">A valid one.</param>
    public static PlainSelections Of(ISchema schema, GraphQLDocument document)
    {
        var found = new PlainSelections();
        var search = new Search(schema, document, found._selections);
        foreach (var operation in document.Definitions.OfType<GraphQLOperationDefinition>())
        {
            if ((operation.Operation == OperationType.Mutation ? schema.Mutation : schema.Query) is { } root)
                search.Beneath(root, operation.SelectionSet);
        }

        return found;
    }

    /// <summary>What writes the result of a selected field; null when something beneath it is not plain, or the field was merged of several.</summary>
    public PlainSelection? Find(GraphQLField field, FieldType definition) => _selections.GetValueOrDefault((field, definition));

    private sealed class Search(ISchema schema, GraphQLDocument document, Dictionary<(GraphQLField, FieldType), PlainSelection> found)
    {
        private readonly PlainWriterBuilder _builder = new(schema, document);
        private readonly HashSet<(IComplexGraphType, GraphQLSelectionSet)> _seen = [];

        public void Beneath(IGraphType type, GraphQLSelectionSet? selections)
        {
            if (selections is null || type is not IComplexGraphType complex || !_seen.Add((complex, selections)))
                return;
            foreach (var selection in selections.Selections)
            {
                switch (selection)
                {
                    case GraphQLField { SelectionSet: { } beneath } field when complex.GetField(field.Name.Value) is { ResolvedType: { } result } definition:
                        if (_builder.Selection(result, beneath) is { } plain)
                            found[(field, definition)] = plain;
                        else
                            Beneath(result.GetNamedType(), beneath);
                        break;
                    case GraphQLInlineFragment inline:
                        Beneath(Narrowed(inline.TypeCondition, type), inline.SelectionSet);
                        break;
                    case GraphQLFragmentSpread spread when document.Find(spread) is { } fragment:
                        Beneath(Narrowed(fragment.TypeCondition, type), fragment.SelectionSet);
                        break;
                }
            }
        }

        /// <summary>A fragment on an interface of an object is of that object's fields.</summary>
        private IGraphType Narrowed(GraphQLTypeCondition? condition, IGraphType type) =>
            condition is null || type is IObjectGraphType ? type : schema.AllTypes[condition.Type.Name.Value] ?? type;
    }
}

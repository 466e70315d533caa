using GraphQL.Types;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Documents;

namespace RusToK.Api.GraphQL.Server.Plain;

/// <summary>A selected field, under its response key.</summary>
internal readonly record struct SelectedField(string Name, GraphQLField Field, FieldType Definition);

/// <summary>Collects the fields that are selected of an object type, through fragments, when that depends on nothing but the document.</summary>
/// <param name="schema">The schema the document was validated against.</param>
/// <param name="document">Holds the fragments.</param>
internal sealed class FieldCollection(ISchema schema, GraphQLDocument document)
{
    /// <returns>In their order; null where directives decide, or where one response key is selected twice and would have to be merged.</returns>
    public List<SelectedField>? Collect(IObjectGraphType type, GraphQLSelectionSet selections)
    {
        List<SelectedField> fields = [];
        return Collect(type, selections, fields) && fields.DistinctBy(f => f.Name).Count() == fields.Count ? fields : null;
    }

    private bool Collect(IObjectGraphType type, GraphQLSelectionSet selections, List<SelectedField> into)
    {
        foreach (var selection in selections.Selections)
        {
            if (selection is IHasDirectivesNode { Directives.Count: > 0 })
                return false;
            var whole = selection switch
            {
                GraphQLField field => Add(type, field, into),
                GraphQLInlineFragment inline => !Applies(inline.TypeCondition, type) || Collect(type, inline.SelectionSet, into),
                GraphQLFragmentSpread spread when document.Find(spread) is { Directives: null or { Count: 0 } } fragment =>
                    !Applies(fragment.TypeCondition, type) || Collect(type, fragment.SelectionSet, into),
                _ => false,
            };
            if (!whole)
                return false;
        }

        return true;
    }

    private bool Add(IObjectGraphType type, GraphQLField field, List<SelectedField> into)
    {
        var definition = field.Name.Value == schema.TypeNameMetaFieldType.Name ? schema.TypeNameMetaFieldType : type.GetField(field.Name.Value);
        if (definition is null)
            return false;
        into.Add(new SelectedField((field.Alias?.Name ?? field.Name).StringValue, field, definition));
        return true;
    }

    private bool Applies(GraphQLTypeCondition? condition, IObjectGraphType type) =>
        condition is null || schema.AllTypes[condition.Type.Name.Value] is { } named && (named == type || named is IAbstractGraphType of && of.PossibleTypes.Contains(type));
}

using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Errors;

namespace RusToK.Api.GraphQL.Server.Limits;

/// <summary>
/// Bounds that need no schema, held before validation because rules of validation are quadratic in fields. Each fragment
/// is measured once however often it is spread, so the check itself is linear in the document.
/// </summary>
internal sealed class StructuralLimits
{
    private const int MaxRecursiveIntrospection = 3;
    private const int Saturation = 1_000_000;

    private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, bool Introspection), Measure> _measured = [];
    private readonly HashSet<(string Name, bool Introspection)> _measuring = [];
    private int _aliases;
    private int _directives;

    private StructuralLimits()
    {
    }

    /// <exception cref="RefusedError">A bound is exceeded.</exception>
    public static void Check(GraphQLDocument document, GraphQLServerOptions options)
    {
        AtMost(document.Definitions.Count, options.MaxDefinitions, "definitions", "The number of operations and fragments");

        var limits = new StructuralLimits();
        foreach (var definition in document.Definitions)
        {
            if (definition is GraphQLFragmentDefinition fragment)
                limits._fragments.TryAdd(fragment.FragmentName.Name.StringValue, fragment);
            limits.Count(definition);
        }

        AtMost(limits._aliases, options.MaxAliases, "aliases", "The number of aliases");
        AtMost(limits._directives, options.MaxDirectives, "directives", "The number of directives");

        var fields = 0;
        foreach (var definition in document.Definitions)
        {
            var measure = definition switch
            {
                GraphQLOperationDefinition operation => limits.Of(operation.SelectionSet, introspection: false),
                GraphQLFragmentDefinition fragment => limits.Of(fragment.FragmentName.Name.StringValue, OfIntrospection(fragment)),
                _ => default,
            };
            AtMost(measure.Depth, options.MaxDepth, "depth", "The depth of the operation");
            AtMost(measure.IntrospectionDepth, options.MaxIntrospectionDepth, "introspection-depth", "The depth of the introspection");
            AtMost(
                measure.Recursion, MaxRecursiveIntrospection, "introspection-recursion",
                "The nesting of fields, interfaces, possibleTypes and inputFields in the introspection");
            fields = Saturate(fields + measure.Fields);
        }

        AtMost(fields, options.MaxFields, "fields", "The number of fields");
    }

    private static void AtMost(int actual, int limit, string rule, string what)
    {
        if (actual > limit)
            throw RefusedError.Exceeds(rule, what, limit, actual);
    }

    private static bool OfIntrospection(GraphQLFragmentDefinition fragment) =>
        fragment.TypeCondition.Type.Name.Value.Span.StartsWith("__");

    private static int Saturate(int value) => Math.Min(value, Saturation);

    private void Count(ASTNode? node)
    {
        if (node is IHasDirectivesNode { Directives: { } directives })
            _directives += directives.Count;
        if (node is GraphQLField { Alias: not null })
            _aliases++;
        if (node is GraphQLOperationDefinition { Variables: { } variables })
        {
            foreach (var variable in variables)
                _directives += variable.Directives?.Count ?? 0;
        }

        if (node is IHasSelectionSetNode { SelectionSet: { } set })
        {
            foreach (var selection in set.Selections)
                Count(selection);
        }
    }

    private Measure Of(GraphQLSelectionSet? set, bool introspection)
    {
        var total = default(Measure);
        if (set is null)
            return total;
        foreach (var selection in set.Selections)
        {
            total = total.Beside(selection switch
            {
                GraphQLField field => Of(field, introspection),
                GraphQLInlineFragment inline => Of(inline.SelectionSet, introspection),
                GraphQLFragmentSpread spread => Of(spread.FragmentName.Name.StringValue, introspection),
                _ => default,
            });
        }

        return total;
    }

    private Measure Of(GraphQLField field, bool introspection)
    {
        var name = field.Name.Value.Span;
        introspection = introspection || name is "__schema" or "__type";
        var recursive = introspection && name is "fields" or "interfaces" or "possibleTypes" or "inputFields";
        return Of(field.SelectionSet, introspection).Under(introspection, recursive);
    }

    private Measure Of(string fragment, bool introspection)
    {
        var key = (fragment, introspection);
        if (_measured.TryGetValue(key, out var measure))
            return measure;

        // Unknown fragments and cycles are reported by validation; here they must only end the recursion.
        if (!_fragments.TryGetValue(fragment, out var definition) || !_measuring.Add(key))
            return default;
        measure = Of(definition.SelectionSet, introspection);
        _measuring.Remove(key);
        return _measured[key] = measure;
    }

    private readonly record struct Measure(int Fields, int Depth, int IntrospectionDepth, int Recursion)
    {
        public Measure Beside(Measure other) => new(
            Saturate(Fields + other.Fields),
            Math.Max(Depth, other.Depth),
            Math.Max(IntrospectionDepth, other.IntrospectionDepth),
            Math.Max(Recursion, other.Recursion));

        public Measure Under(bool introspection, bool recursive) => introspection
            ? this with { Fields = Saturate(Fields + 1), IntrospectionDepth = IntrospectionDepth + 1, Recursion = Recursion + (recursive ? 1 : 0) }
            : this with { Fields = Saturate(Fields + 1), Depth = Depth + 1 };
    }
}

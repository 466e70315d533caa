using System.Globalization;
using System.Numerics;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Errors;
using RusToK.Core.Errors;
using Arguments = System.Collections.Generic.IReadOnlyDictionary<
    GraphQLParser.AST.GraphQLField, System.Collections.Generic.IDictionary<string, GraphQL.Execution.ArgumentValue>>;

namespace RusToK.Api.GraphQL.Server.Limits;

/// <summary>
/// The complexity of an operation: an upper estimate of the objects it returns. An object costs 1, a scalar nothing (a
/// root field at least 1), a list its item times its assumed size. A connection costs 1, and the items of its lists count as often as
/// <c>first</c> or <c>last</c> asks for; the edges around them are free, <c>pageInfo</c> and other fields count once.
/// Introspection is free: it has limits of its own. The tree is built once a document, and computed with each request's arguments.
/// </summary>
internal sealed class OperationCost
{
    private const long Saturation = 1_000_000_000;

    private readonly Selection[] _roots;
    private readonly int _maxPageSize;

    private OperationCost(Selection[] roots, int maxPageSize)
    {
        _roots = roots;
        _maxPageSize = maxPageSize;
    }

    /// <summary>Builds the tree of a validated operation.</summary>
    /// <param name="schema">The schema it was validated against.</param>
    /// <param name="document">Holds the fragments.</param>
    /// <param name="operation">One of the document's.</param>
    /// <param name="options">The sizes and bounds.</param>
    /// <param name="checksArguments">Set when a selected field checks its arguments' values.</param>
    public static OperationCost Build(
        ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, GraphQLServerOptions options, ref bool checksArguments)
    {
        IGraphType? root = operation.Operation switch
        {
            OperationType.Query => schema.Query,
            OperationType.Mutation => schema.Mutation,
            _ => schema.Subscription,
        };
        var builder = new Builder(schema, document, options.DefaultListSize);
        List<Selection> roots = [];
        if (root is not null)
            builder.Collect(root, operation.SelectionSet, isRoot: true, roots);
        checksArguments |= builder.ChecksArguments;
        return new OperationCost([.. roots], options.MaxPageSize);
    }

    /// <summary>The complexity with these arguments; page sizes out of bounds are added to <paramref name="errors"/>.</summary>
    public long Compute(Arguments? arguments, GraphQLDocument document, ExecutionErrors errors)
    {
        var (once, perItem) = Sum(_roots, arguments, document, errors);
        return Saturate(once + perItem);
    }

    private static long Saturate(long value) => Math.Min(value, Saturation);

    private (long Once, long PerItem) Sum(Selection[] selections, Arguments? arguments, GraphQLDocument document, ExecutionErrors errors)
    {
        long once = 0;
        long perItem = 0;
        foreach (var selection in selections)
        {
            var page = selection.Paged ? PageSize(selection, arguments, document, errors) : selection.DefaultSize;
            var (childOnce, childPerItem) = Sum(selection.Children, arguments, document, errors);
            var one = Saturate(selection.Cost + childOnce + Saturate(childPerItem * page));
            if (!selection.IsList)
                once = Saturate(once + one);
            else if (selection.InConnection && !selection.Paged)
                perItem = Saturate(perItem + one);
            else
                once = Saturate(once + Saturate(one * page));
        }

        return (once, perItem);
    }

    private long PageSize(Selection selection, Arguments? arguments, GraphQLDocument document, ExecutionErrors errors)
    {
        if (arguments is null || !arguments.TryGetValue(selection.Field, out var values))
            return selection.DefaultSize;
        var first = Bound("first");
        var last = Bound("last");
        return first is null && last is null ? selection.DefaultSize : Math.Max(first ?? 0, last ?? 0);

        long? Bound(string name)
        {
            if (!values.TryGetValue(name, out var argument) || argument.Value is not (int or long or BigInteger))
                return null;
            var size = argument.Value is BigInteger big
                ? (long)BigInteger.Clamp(big, -Saturation, Saturation)
                : Convert.ToInt64(argument.Value, CultureInfo.InvariantCulture);
            if (size >= 1 && size <= _maxPageSize)
                return size;
            var error = size < 1
                ? new RefusedError(ErrorCode.Validation, "page-size", $"The page size must be at least 1, but {name} is {size}.")
                {
                    Field = name,
                    Limit = 1,
                    Actual = size,
                }
                : RefusedError.Exceeds("page-size", $"The page size {name}", _maxPageSize, size, name);
            error.AddLocation(selection.Field, document);
            errors.Add(error);
            return Math.Clamp(size, 1, _maxPageSize);
        }
    }

    private sealed record Selection(
        GraphQLField Field, long Cost, bool IsList, bool Paged, bool InConnection, int DefaultSize, Selection[] Children);

    private sealed class Builder(ISchema schema, GraphQLDocument document, int defaultListSize)
    {
        private readonly Dictionary<string, GraphQLFragmentDefinition> _fragments = document.Definitions
            .OfType<GraphQLFragmentDefinition>().ToDictionary(f => f.FragmentName.Name.StringValue, StringComparer.Ordinal);

        public bool ChecksArguments { get; private set; }

        public void Collect(IGraphType parent, GraphQLSelectionSet? set, bool isRoot, List<Selection> into)
        {
            if (set is null)
                return;
            foreach (var selection in set.Selections)
            {
                switch (selection)
                {
                    case GraphQLField field:
                        if (Build(parent, field, isRoot) is { } built)
                            into.Add(built);
                        break;
                    case GraphQLInlineFragment inline:
                        Collect(TypeOf(inline.TypeCondition) ?? parent, inline.SelectionSet, isRoot, into);
                        break;
                    case GraphQLFragmentSpread spread:
                        if (_fragments.TryGetValue(spread.FragmentName.Name.StringValue, out var fragment))
                            Collect(TypeOf(fragment.TypeCondition) ?? parent, fragment.SelectionSet, isRoot, into);
                        break;
                }
            }
        }

        private IGraphType? TypeOf(GraphQLTypeCondition? condition) =>
            condition is null ? null : schema.AllTypes[condition.Type.Name.Value];

        private Selection? Build(IGraphType parent, GraphQLField field, bool isRoot)
        {
            if (field.Name.Value.Span.StartsWith("__"))
                return null;
            if (parent is not IComplexGraphType complex || complex.GetField(field.Name.Value) is not { ResolvedType: { } type } definition)
                return null;

            ChecksArguments |= definition.ValidateArguments is not null;
            var named = type.GetNamedType();
            List<Selection> children = [];
            Collect(named, field.SelectionSet, isRoot: false, children);
            var composite = field.SelectionSet is not null;
            var paged = definition.Arguments?.Any(static a => a.Name is "first" or "last") == true;
            var cost = definition.Cost() ?? (isRoot || (composite && !IsEdge(named)) ? 1 : 0);
            var selection = new Selection(
                field, cost, composite && IsList(type), paged, IsConnection(complex), definition.AssumedListSize() ?? DefaultSize(definition), [.. children]);
            return cost == 0 && children.Count == 0 && !paged ? null : selection;
        }

        private int DefaultSize(FieldType definition)
        {
            var size = definition.Arguments?.Find("first")?.DefaultValue ?? definition.Arguments?.Find("last")?.DefaultValue;
            return size is int items ? items : defaultListSize;
        }

        private static bool IsList(IGraphType type) => type switch
        {
            ListGraphType => true,
            NonNullGraphType { ResolvedType: ListGraphType } => true,
            _ => false,
        };

        private static bool IsConnection(IComplexGraphType type) =>
            type.Name.EndsWith("Connection", StringComparison.Ordinal) && type.Fields.Find("pageInfo") is not null;

        private static bool IsEdge(IGraphType type) =>
            type is IComplexGraphType complex && type.Name.EndsWith("Edge", StringComparison.Ordinal) && complex.Fields.Find("node") is not null;
    }
}

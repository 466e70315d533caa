using GraphQL;
using GraphQL.Types;

namespace RusToK.Tests.Identity;

/// <summary>An operation for a field, with arguments of the right types and no meaning, made from the schema.</summary>
internal static class ExampleOperation
{
    public static string Of(string operation, FieldType field)
    {
        var arguments = field.Arguments?.Where(a => a.ResolvedType is NonNullGraphType && a.DefaultValue is null)
            .Select(a => $"{a.Name}: {Value(a.ResolvedType!)}").ToList() ?? [];
        var selection = field.ResolvedType!.GetNamedType() is IComplexGraphType ? " { __typename }" : "";
        return $"{operation} {{ {field.Name}{(arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})")}{selection} }}";
    }

    private static string Value(IGraphType type) => type switch
    {
        NonNullGraphType nonNull => Value(nonNull.ResolvedType!),
        ListGraphType list => $"[{Value(list.ResolvedType!)}]",
        EnumerationGraphType choice => choice.Values.First().Name,
        IInputObjectGraphType input => "{ " + string.Join(", ", input.Fields
            .Where(f => f.ResolvedType is NonNullGraphType && f.DefaultValue is null)
            .Select(f => $"{f.Name}: {Value(f.ResolvedType!)}")) + " }",
        _ => type.Name switch
        {
            "Int" or "Long" or "Decimal" or "Float" or "BigInt" => "1",
            "Boolean" => "true",
            "UUID" => "\"0198c0de-0000-7000-8000-000000000000\"",
            "DateTimeOffset" or "DateTime" => "\"2026-01-01T00:00:00Z\"",
            "JSON" => "{}",
            _ => "\"x\"",
        },
    };
}

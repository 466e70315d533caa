using GraphQL.Validation;
using GraphQL.Validation.Errors;
using GraphQLParser.AST;

namespace RusToK.Api.GraphQL.Server.Errors;

/// <summary>Which input an error of the engine's validation is about.</summary>
internal static class ValidationErrorField
{
    private const string VariablePrefix = "Variable '$";

    /// <summary>The path of a variable's offending part, or the argument's name, or <see langword="null"/>.</summary>
    public static string? Of(ValidationError error) => error switch
    {
        InvalidVariableError => VariablePath(error.Message),
        ArgumentsOfCorrectTypeError or ProvidedNonNullArgumentsError or KnownArgumentNamesError => ArgumentName(error),
        _ => null,
    };

    // The package keeps the path of the offending part only in the text.
    private static string? VariablePath(string message)
    {
        if (!message.StartsWith(VariablePrefix, StringComparison.Ordinal))
            return null;
        var end = message.IndexOf('\'', VariablePrefix.Length);
        return end < 0 ? null : message[VariablePrefix.Length..end];
    }

    private static string? ArgumentName(ValidationError error) =>
        error.Nodes.OfType<GraphQLArgument>().FirstOrDefault()?.Name.StringValue;
}

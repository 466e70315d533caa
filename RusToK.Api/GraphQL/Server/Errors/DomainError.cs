using GraphQL;
using GraphQL.Types;
using RusToK.Core.Errors;

namespace RusToK.Api.GraphQL.Server.Errors;

/// <summary>Carries a <see cref="DomainException"/> that a resolver threw into the response.</summary>
internal sealed class DomainError(DomainException exception, FieldType? field) : ExecutionError(exception.Message, exception)
{
    public DomainException Domain { get; } = exception;

    /// <summary>
    /// Path from an argument of the GraphQL field. Commands name paths from the root of their input; when the field
    /// takes that as its only input object (by convention <c>input</c>), its name goes in front.
    /// </summary>
    public string? PathOf(string? path)
    {
        if (path is null || field?.Arguments is not { Count: > 0 } arguments)
            return path;
        var end = path.AsSpan().IndexOfAny('.', '[');
        var first = end < 0 ? path : path[..end];
        string? input = null;
        foreach (var argument in arguments)
        {
            if (string.Equals(argument.Name, first, StringComparison.Ordinal))
                return path;
            if (argument.ResolvedType?.GetNamedType() is IInputObjectGraphType)
            {
                if (input is not null)
                    return path;
                input = argument.Name;
            }
        }

        return input is null ? path : $"{input}.{path}";
    }
}

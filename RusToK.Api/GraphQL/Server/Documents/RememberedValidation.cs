using GraphQL.Validation;
using GraphQLParser.AST;
using RusToK.Api.GraphQL.Server.Execution;

namespace RusToK.Api.GraphQL.Server.Documents;

/// <summary>
/// Validates a query without variables once and for all: its arguments are in its text, so what they are read into is the same each time. Of
/// a mutation it is made anew, since that may be given an id of its own.
/// </summary>
internal sealed class RememberedValidation : IDocumentValidator
{
    private readonly DocumentValidator _validator = new();

    public Task<IValidationResult> ValidateAsync(in ValidationOptions options)
    {
        if (options.UserContext is not OperationContext { Document: { Validated: true } document }
            || options.Operation is not { Operation: OperationType.Query, Variables: null or { Count: 0 } } definition
            || document.Find(definition) is not { } operation)
        {
            return _validator.ValidateAsync(options);
        }

        return operation.Validation is { } known ? Task.FromResult(known) : RememberAsync(operation, _validator.ValidateAsync(options));
    }

    private static async Task<IValidationResult> RememberAsync(PreparedOperation operation, Task<IValidationResult> validation)
    {
        var result = await validation;
        if (result.IsValid)
            operation.Validation = result;
        return result;
    }
}

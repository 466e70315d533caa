using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using Microsoft.Extensions.Options;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Api.GraphQL.Server.Errors;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Plain;

namespace RusToK.Api.GraphQL.Server.Limits;

/// <summary>
/// Holds complexity and page sizes against their bounds. It runs after validation and before any resolver, for cached
/// documents too, because both depend on the variables.
/// </summary>
internal sealed class OperationLimits(IOptions<GraphQLServerOptions> options) : DocumentExecutionListenerBase
{
    private readonly GraphQLServerOptions _options = options.Value;

    public override Task AfterValidationAsync(IExecutionContext context, IValidationResult validationResult)
    {
        if (!validationResult.IsValid || context.UserContext is not OperationContext operation)
            return Task.CompletedTask;

        var document = operation.Document;
        if (!document.Validated)
            Complete(document, context.Schema);

        if (document.Find(context.Operation)?.Cost is { } cost)
        {
            var complexity = cost.Compute(context.ArgumentValues, context.Document, context.Errors);
            operation.Complexity = complexity;
            if (complexity > _options.MaxComplexity)
                context.Errors.Add(RefusedError.Exceeds("complexity", "The complexity of the operation", _options.MaxComplexity, complexity));
        }

        return Task.CompletedTask;
    }

    private void Complete(PreparedDocument document, ISchema schema)
    {
        var checksArguments = false;
        foreach (var operation in document.Operations)
            operation.Cost = OperationCost.Build(schema, document.Document, operation.Definition, _options, ref checksArguments);
        document.ChecksArguments = checksArguments;
        document.Plain = PlainSelections.Of(schema, document.Document);
        document.Validated = true;
    }
}

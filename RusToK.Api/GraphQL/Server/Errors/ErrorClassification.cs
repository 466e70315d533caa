using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using RusToK.Core.Errors;

namespace RusToK.Api.GraphQL.Server.Errors;

internal static class ErrorClassification
{
    /// <summary>
    /// The code of an error. Only what the engine itself reports about the request, a <see cref="RefusedError"/> or a
    /// <see cref="DomainException"/> is the client's; anything else, a bare <see cref="ExecutionError"/> included, is INTERNAL.
    /// </summary>
    public static ErrorCode Classify(this ExecutionError error) => error switch
    {
        DomainError domain => domain.Domain.Code,
        RefusedError refused => refused.Reason,
        ValidationError or DocumentError or RequestError => ErrorCode.Validation,
        _ => ErrorCode.Internal,
    };

    /// <summary>Converts what a command throws; everything else stays an unhandled error of the engine.</summary>
    public static Task ConvertDomainException(UnhandledExceptionContext context)
    {
        if (context.OriginalException is DomainException domain)
            context.Exception = new DomainError(domain, context.FieldContext?.FieldDefinition);
        return Task.CompletedTask;
    }
}

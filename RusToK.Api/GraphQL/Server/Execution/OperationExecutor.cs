using System.Diagnostics;
using System.Security.Claims;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQL.Validation.Rules.Custom;
using GraphQLParser.AST;
using Microsoft.Extensions.Options;
using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Api.GraphQL.Server.Errors;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Api.GraphQL.Server.Responses;
using RusToK.Api.GraphQL.Server.Transport;
using RusToK.Api.Usage;
using RusToK.Core.Caching.Composed;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;

namespace RusToK.Api.GraphQL.Server.Execution;

/// <summary>Executes one operation within its limits, with its span and its metrics.</summary>
internal sealed partial class OperationExecutor
{
    private const int MaxRecordedNameLength = 128;

    private static readonly IValidationRule[] NoRules = [];
    private static readonly IValidationRule[] ArgumentRules = [FieldArgumentsAreValidRule.Instance];

    private readonly ISchema _schema;
    private readonly IDocumentExecuter _executer;
    private readonly DocumentSource _documents;
    private readonly OperationLimits _limits;
    private readonly GraphQLServerOptions _options;
    private readonly IValidationRule[] _rules;
    private readonly TimeProvider _time;
    private readonly ILogger<OperationExecutor> _logger;
    private readonly ResponseCache? _responses;

    public OperationExecutor(
        ISchema schema,
        IDocumentExecuter executer,
        DocumentSource documents,
        OperationLimits limits,
        IOptions<GraphQLServerOptions> options,
        TimeProvider time,
        ILogger<OperationExecutor> logger,
        ResponseCache? responses = null)
    {
        _schema = schema;
        _executer = executer;
        _documents = documents;
        _limits = limits;
        _options = options.Value;
        _rules = _options.Introspection ? [.. DocumentValidator.CoreRules] : [.. DocumentValidator.CoreRules, NoIntrospectionValidationRule.Instance];
        _time = time;
        _logger = logger;
        _responses = responses;
        GraphQLTelemetry.InitialiseCounters();
    }

    /// <param name="request">What to execute.</param>
    /// <param name="queriesOnly">Whether anything but a query is refused, as over GET.</param>
    /// <param name="services">The scope that resolvers take their services from.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="cancellationToken">Fires when the client has gone.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public async ValueTask<OperationResult> ExecuteAsync(
        OperationRequest request, bool queriesOnly, IServiceProvider services, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var span = GraphQLTelemetry.Source.StartActivity(GraphQLTelemetry.OperationSpan);
        PreparedDocument? document = null;
        PreparedOperation? operation = null;
        OperationContext? context = null;
        var result = default(OperationResult);
        var outcome = GraphQLTelemetry.Cancelled;
        try
        {
            try
            {
                document = await _documents.FindAsync(request.Query, request.Hash, cancellationToken);
                operation = Select(document, request.OperationName);
                Allow(operation, queriesOnly);
                context = new OperationContext(document);
                result = _responses is not null && ResponseQuestion.Of(request, document, operation, services) is { } question
                    ? await AnswerAsync(_responses, question, request, document, context, services, user, cancellationToken)
                    : await ExecuteAsync(request, document, context, services, user, cancellationToken);
            }
            catch (RefusedError refused)
            {
                result = OperationResult.Refused(refused);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                result = OperationResult.Refused(new UnhandledError("The operation could not be executed.", exception));
            }

            outcome = Report(result, span);
            if (outcome == GraphQLTelemetry.Failed)
                services.GetService<RequestUsage>()?.Fail();
            return result;
        }
        finally
        {
            Describe(span, document, operation, context, result);
            GraphQLTelemetry.RecordOperation(
                _time.GetElapsedTime(started),
                operation?.Type ?? GraphQLTelemetry.UnknownOperation,
                document is { Registered: true } ? operation?.Name : null,
                outcome);
        }
    }

    /// <summary>Answers with what is kept, or keeps what is answered when it may be.</summary>
    private async ValueTask<OperationResult> AnswerAsync(
        ResponseCache responses,
        ResponseQuestion question,
        OperationRequest request,
        PreparedDocument document,
        OperationContext context,
        IServiceProvider services,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        if (await responses.FindAsync(question, cancellationToken) is { } kept)
        {
            context.Complexity = kept.Complexity;
            return OperationResult.Of(kept);
        }

        var reads = CacheReads.Begin();
        var result = await ExecuteAsync(request, document, context, services, user, cancellationToken);
        if (result is not { Executed: true, Errors.Count: 0, Data: ExecutionNode data } || !reads.AreWhole)
            return result;
        kept = KeptResponse.Of(ResponseWriter.Render(data), context.Complexity, question.Tenant);
        responses.Keep(question, kept, reads);
        return OperationResult.Of(kept);
    }

    private async Task<OperationResult> ExecuteAsync(
        OperationRequest request,
        PreparedDocument document,
        OperationContext context,
        IServiceProvider services,
        ClaimsPrincipal user,
        CancellationToken cancellationToken)
    {
        var wasValidated = document.Validated;
        var execution = await _executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = _schema,
            Document = document.Document,
            OperationName = request.OperationName,
            Variables = request.Variables,
            UserContext = context,
            RequestServices = services,
            User = user,
            ValidationRules = !wasValidated ? _rules : document.ChecksArguments ? ArgumentRules : NoRules,
            Listeners = { _limits },
            Timeout = _options.ExecutionTimeout,
            UnhandledExceptionDelegate = ErrorClassification.ConvertDomainException,
            CancellationToken = cancellationToken,
        });

        if (document.Validated)
        {
            if (!wasValidated)
                _documents.Keep(document);
            if (request is { Query: not null, Hash: not null })
                await _documents.PersistAsync(document, cancellationToken);
        }

        return new OperationResult(execution.Executed, execution.Data, execution.Errors is null ? [] : [.. execution.Errors]);
    }

    private static PreparedOperation Select(PreparedDocument document, string? name)
    {
        if (!string.IsNullOrEmpty(name))
        {
            return document.Operations.FirstOrDefault(o => o.Name == name)
                ?? throw new RefusedError(ErrorCode.Validation, "operation-name", "The document has no operation of this name.") { Field = "operationName" };
        }

        return document.Operations.Count switch
        {
            1 => document.Operations[0],
            0 => throw new RefusedError(ErrorCode.Validation, "operation", "The document has no operation."),
            _ => throw new RefusedError(ErrorCode.Validation, "operation-name", "The document has several operations: name one.") { Field = "operationName" },
        };
    }

    private static void Allow(PreparedOperation operation, bool queriesOnly)
    {
        if (operation.Kind == OperationType.Subscription)
            throw new RefusedError(ErrorCode.Validation, "operation-type", "Subscriptions are not served.");
        if (queriesOnly && operation.Kind != OperationType.Query)
        {
            throw new RefusedError(ErrorCode.Validation, "operation-type", "Send mutations with POST.")
            {
                Status = StatusCodes.Status405MethodNotAllowed,
            };
        }
    }

    private string Report(OperationResult result, Activity? span)
    {
        if (result.Errors.Count == 0)
            return GraphQLTelemetry.Ok;
        var outcome = GraphQLTelemetry.Refused;
        HashSet<Exception>? reported = null;
        foreach (var error in result.Errors)
        {
            var code = error.Classify();
            GraphQLTelemetry.CountErrors(code, 1);
            if (code != ErrorCode.Internal)
                continue;

            // A failed batch reaches many fields with the same exception.
            outcome = GraphQLTelemetry.Failed;
            var cause = error.InnerException ?? error;
            if ((reported ??= new HashSet<Exception>(ReferenceEqualityComparer.Instance)).Add(cause))
            {
                LogFailure(error.Path is null ? "(operation)" : string.Join('.', error.Path), cause);
                span.Fail(cause);
            }
        }

        return outcome;
    }

    private static void Describe(
        Activity? span, PreparedDocument? document, PreparedOperation? operation, OperationContext? context, OperationResult result)
    {
        if (span is not { IsAllDataRequested: true })
            return;
        if (operation is not null)
        {
            span.DisplayName = operation.Type;
            span.SetTag(Attributes.GraphQLOperationType, operation.Type);
            if (operation.Name is { } name)
                span.SetTag(Attributes.GraphQLOperationName, name.Length <= MaxRecordedNameLength ? name : name[..MaxRecordedNameLength]);
        }

        if (document is not null)
            span.SetTag(Attributes.GraphQLDocumentHash, document.Hash);
        if (context?.Complexity is { } complexity)
            span.SetTag(Attributes.GraphQLComplexity, complexity);
        span.SetTag(Attributes.GraphQLErrors, result.Errors?.Count ?? 0);
    }

    [LoggerMessage(4101, LogLevel.Error, "GraphQL field {Path} failed", EventName = "graphql.field_failed")]
    private partial void LogFailure(string path, Exception exception);
}

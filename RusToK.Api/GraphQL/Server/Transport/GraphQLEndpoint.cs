using System.Buffers;
using System.IO.Pipelines;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using RusToK.Api.Errors;
using RusToK.Api.GraphQL.Server.Errors;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Responses;
using RusToK.Api.Hardening;
using RusToK.Api.Tenancy;
using RusToK.Core.Errors;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>GraphQL over HTTP: POST with a JSON body, GET for persisted queries.</summary>
internal sealed class GraphQLEndpoint(OperationExecutor executor, IOptions<GraphQLServerOptions> options)
{
    private readonly GraphQLServerOptions _options = options.Value;

    public async Task PostAsync(HttpContext http)
    {
        var response = new Response(http);
        if (!response.IsAcceptable)
            return;
        try
        {
            if (!MediaTypes.IsReadable(http.Request.ContentType))
            {
                throw RefusedError.Malformed(
                    "content-type", "Send the request as application/json in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
            }

            var (requests, isBatch) = await ReadBodyAsync(http.Request);
            if (isBatch)
                await ExecuteBatchAsync(http, response, requests);
            else
                await response.WriteAsync(await ExecuteAsync(http, requests[0], queriesOnly: false));
        }
        catch (RefusedError refused)
        {
            response.Refuse(refused);
        }
        catch (OperationCanceledException) when (http.HasClientLeft())
        {
            // Nobody is left to answer.
        }
    }

    public async Task GetAsync(HttpContext http)
    {
        var response = new Response(http);
        if (!response.IsAcceptable)
            return;
        try
        {
            await response.WriteAsync(await ExecuteAsync(http, ReadQueryString(http.Request.Query), queriesOnly: true));
        }
        catch (RefusedError refused)
        {
            response.Refuse(refused);
        }
        catch (OperationCanceledException) when (http.HasClientLeft())
        {
            // Nobody is left to answer.
        }
    }

    private ValueTask<OperationResult> ExecuteAsync(HttpContext http, OperationRequest request, bool queriesOnly) =>
        executor.ExecuteAsync(request, queriesOnly, http.RequestServices, http.User, http.RequestAborted);

    private async Task ExecuteBatchAsync(HttpContext http, Response response, List<OperationRequest> requests)
    {
        if (requests.Count == 0)
            throw RefusedError.Malformed("batch", "The batch is empty.");

        // One after the other: they share the request's scope, and a later one sees what an earlier one wrote.
        var results = new OperationResult[requests.Count];
        for (var i = 0; i < results.Length; i++)
            results[i] = await ExecuteAsync(http, requests[i], queriesOnly: false);
        response.WriteBatch(results);
    }

    private async ValueTask<(List<OperationRequest> Requests, bool IsBatch)> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength > _options.MaxRequestBytes)
            throw TooLarge(request.ContentLength.Value);

        var reader = request.BodyReader;
        while (true)
        {
            ReadResult read;
            try
            {
                read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            }
            catch (BadHttpRequestException exception)
            {
                throw RefusedError.Malformed("request", "The request body could not be read.", exception.StatusCode);
            }

            var buffer = read.Buffer;
            if (buffer.Length > _options.MaxRequestBytes)
            {
                var length = buffer.Length;
                reader.AdvanceTo(buffer.End);
                throw TooLarge(length);
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            try
            {
                return Parse(buffer);
            }
            finally
            {
                reader.AdvanceTo(buffer.End);
            }
        }
    }

    private (List<OperationRequest> Requests, bool IsBatch) Parse(in ReadOnlySequence<byte> body)
    {
        try
        {
            var requests = RequestReader.ReadBody(body, _options.MaxBatchSize, out var isBatch);
            return (requests, isBatch);
        }
        catch (MalformedRequestException exception)
        {
            throw Malformed(exception);
        }
        catch (BatchTooLargeException exception)
        {
            throw RefusedError.Exceeds(
                "batch-size", "The number of operations in the batch", _options.MaxBatchSize, exception.Operations,
                status: StatusCodes.Status400BadRequest);
        }
    }

    private static OperationRequest ReadQueryString(IQueryCollection query)
    {
        if (query.ContainsKey("query"))
            throw RefusedError.Malformed("persisted-query", "GET takes persisted documents only; send the text of a document with POST.");
        try
        {
            return new OperationRequest(
                Query: null,
                Hash: Single(query, "extensions") is { } extensions ? RequestReader.ReadHash(extensions) : null,
                Single(query, "operationName"),
                Single(query, "variables") is { } variables ? RequestReader.ReadVariables(variables) : global::GraphQL.Inputs.Empty);
        }
        catch (MalformedRequestException exception)
        {
            throw Malformed(exception);
        }
    }

    private static string? Single(IQueryCollection query, string name)
    {
        var values = query[name];
        return values.Count > 1
            ? throw RefusedError.Malformed("query-string", $"{name} is given more than once.")
            : StringValues.IsNullOrEmpty(values) ? null : values[0];
    }

    private RefusedError TooLarge(long actual) => RefusedError.Exceeds(
        "request-size", "The size of the request body in bytes", _options.MaxRequestBytes, actual,
        status: StatusCodes.Status413PayloadTooLarge);

    private static RefusedError Malformed(MalformedRequestException exception) =>
        new(ErrorCode.Validation, exception.Rule, exception.Message) { Field = exception.Field, Status = StatusCodes.Status400BadRequest };

    /// <summary>The headers, status and body of one response.</summary>
    private readonly struct Response
    {
        private const string Varies = $"Accept, Authorization, {TenantMiddleware.Header}";

        private readonly HttpResponse _response;
        private readonly string? _traceId;
        private readonly string? _mediaType;

        public Response(HttpContext http)
        {
            _response = http.Response;
            _traceId = TraceHeaders.Append(_response);
            _mediaType = MediaTypes.Negotiate(http.Request.Headers.Accept);
            _response.Headers.ContentSecurityPolicy = ContentSecurity.Nothing;
            _response.Headers.XContentTypeOptions = "nosniff";
            _response.Headers.CacheControl = "no-store";
            if (_mediaType is null)
                _response.StatusCode = StatusCodes.Status406NotAcceptable;
        }

        public bool IsAcceptable => _mediaType is not null;

        public Task WriteAsync(OperationResult result)
        {
            if (result.Kept is { } kept)
                return WriteKeptAsync(kept);
            Write(result);
            return Task.CompletedTask;
        }

        private void Write(OperationResult result)
        {
            _response.StatusCode = ResponseStatus.Of(result, hasStatusCodes: ReferenceEquals(_mediaType, MediaTypes.GraphQLResponse));
            if (_response.StatusCode == StatusCodes.Status405MethodNotAllowed)
                _response.Headers.Allow = HttpMethods.Post;
            if (LongestWait(result) is { } wait)
                _response.Headers.RetryAfter = Refusal.SecondsOf(wait);
            WriteBody([result], isBatch: false);
        }

        public void WriteBatch(OperationResult[] results) => WriteBody(results, isBatch: true);

        /// <summary>The request never became an operation: the status tells, whatever the media type.</summary>
        public void Refuse(RefusedError refused)
        {
            GraphQLTelemetry.CountErrors(refused.Reason, 1);
            _response.StatusCode = refused.Status ?? StatusCodes.Status400BadRequest;
            WriteBody([OperationResult.Refused(refused)], isBatch: false);
        }

        /// <summary>
        /// Over GET clients may keep it too, and ask whether it is still so. Not caches on the way: they know neither a tenant that a host
        /// names nor when an event has made it old.
        /// </summary>
        private async Task WriteKeptAsync(KeptResponse kept)
        {
            if (HttpMethods.IsGet(_response.HttpContext.Request.Method))
            {
                var headers = _response.Headers;
                headers.CacheControl = "private, no-cache";
                headers.ETag = kept.EntityTag;
                headers.Append(HeaderNames.Vary, Varies);
                if (EntityTags.Match(_response.HttpContext.Request.Headers.IfNoneMatch, kept.EntityTag))
                {
                    _response.StatusCode = StatusCodes.Status304NotModified;
                    return;
                }
            }

            _response.ContentType = _mediaType;
            _response.ContentLength = KeptResponseWriter.LengthOf(kept, _traceId);
            // Once it has begun, what is written goes straight into the connection's own buffers.
            await _response.StartAsync(_response.HttpContext.RequestAborted);
            KeptResponseWriter.Write(_response.BodyWriter, kept, _traceId);
        }

        private static TimeSpan? LongestWait(OperationResult result)
        {
            TimeSpan? longest = null;
            foreach (var error in result.Errors)
            {
                var wait = error is DomainError { Domain: RateLimitedException limited } ? limited.RetryAfter
                    : error.Classify() == ErrorCode.Internal ? Outage.RetryAfter(error.InnerException)
                    : null;
                if (wait is not null && !(longest > wait))
                    longest = wait;
            }

            return longest;
        }

        private void WriteBody(ReadOnlySpan<OperationResult> results, bool isBatch)
        {
            _response.ContentType = _mediaType;
            ResponseWriter.Write(_response.BodyWriter, results, isBatch, _traceId);
        }
    }
}

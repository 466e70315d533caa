using System.Buffers;
using System.Globalization;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using RusToK.Api.GraphQL.Server.Errors;
using RusToK.Api.GraphQL.Server.Execution;
using RusToK.Api.GraphQL.Server.Plain;
using RusToK.Core.Errors;

namespace RusToK.Api.GraphQL.Server.Transport;

/// <summary>
/// Writes results as JSON straight into the response's buffer. This is the one place where errors get their public
/// form, so no exception text can pass it.
/// </summary>
internal sealed class ResponseWriter
{
    private const string InternalMessage = "An internal error occurred.";
    private const string TimeoutMessage = "The operation exceeded its time limit.";

    /// <summary>Most responses are smaller.</summary>
    private const int RenderedBytes = 16 * 1024;

    private static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText Errors = JsonEncodedText.Encode("errors");
    private static readonly JsonEncodedText Extensions = JsonEncodedText.Encode("extensions");
    private static readonly JsonEncodedText TraceId = JsonEncodedText.Encode("traceId");

    [ThreadStatic]
    private static Utf8JsonWriter? _pooled;

    private readonly Utf8JsonWriter _json;
    private readonly string? _traceId;

    private ResponseWriter(Utf8JsonWriter json, string? traceId)
    {
        _json = json;
        _traceId = traceId;
    }

    /// <summary>Writes one result, or an array of them for a batch.</summary>
    public static void Write(IBufferWriter<byte> output, ReadOnlySpan<OperationResult> results, bool isBatch, string? traceId)
    {
        var json = Rent(output);
        var writer = new ResponseWriter(json, traceId);
        if (isBatch)
            json.WriteStartArray();
        foreach (var result in results)
            writer.Write(result);
        if (isBatch)
            json.WriteEndArray();
        Return(json);
    }

    /// <summary>The JSON of a result's data alone.</summary>
    public static byte[] Render(ExecutionNode data)
    {
        var output = new ArrayBufferWriter<byte>(RenderedBytes);
        var json = Rent(output);
        new ResponseWriter(json, traceId: null).Write(data);
        Return(json);
        return output.WrittenSpan.ToArray();
    }

    private static Utf8JsonWriter Rent(IBufferWriter<byte> output)
    {
        var json = _pooled ?? new Utf8JsonWriter(output, JsonValues.WriterOptions);
        _pooled = null;
        json.Reset(output);
        return json;
    }

    private static void Return(Utf8JsonWriter json)
    {
        json.Flush();
        json.Reset(Stream.Null);
        _pooled = json;
    }

    private void Write(OperationResult result)
    {
        _json.WriteStartObject();
        if (result.Errors.Count > 0)
        {
            _json.WriteStartArray(Errors);
            foreach (var error in result.Errors)
                Write(error);
            _json.WriteEndArray();
        }

        if (result.Executed)
        {
            _json.WritePropertyName(Data);
            if (result.Kept is { } kept)
                _json.WriteRawValue(kept.Data, skipInputValidation: true);
            else if (result.Data is ExecutionNode node)
                Write(node);
            else
                JsonValues.Write(_json, result.Data);
        }

        if (_traceId is not null)
        {
            _json.WriteStartObject(Extensions);
            _json.WriteString(TraceId, _traceId);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
    }

    private void Write(ExecutionNode node)
    {
        switch (node)
        {
            case IWrittenNode { Json: { } written }:
                _json.WriteRawValue(written, skipInputValidation: true);
                break;
            case ObjectExecutionNode { SubFields: { } fields }:
                _json.WriteStartObject();
                foreach (var field in fields)
                {
                    _json.WritePropertyName(field.Name!);
                    Write(field);
                }

                _json.WriteEndObject();
                break;
            case ObjectExecutionNode:
                _json.WriteNullValue();
                break;
            case ArrayExecutionNode { Items: { } items }:
                _json.WriteStartArray();
                foreach (var item in items)
                    Write(item);
                _json.WriteEndArray();
                break;
            case ArrayExecutionNode array:
                JsonValues.Write(_json, array.SerializedResult);
                break;
            default:
                JsonValues.Write(_json, node.ToValue());
                break;
        }
    }

    private void Write(ExecutionError error)
    {
        switch (error)
        {
            case DomainError { Domain: InvalidInputException invalid } domain:
                foreach (var broken in invalid.Errors)
                    Write(domain, broken.Message, ErrorCode.Validation, domain.PathOf(broken.Field), broken.Rule);
                break;
            case DomainError domain:
                Write(domain, domain.Message, domain.Domain.Code, domain.PathOf(domain.Domain.Field), domain.Domain.Rule);
                break;
            case RefusedError refused:
                Write(refused, refused.Message, refused.Reason, refused.Field, refused.Rule, refused.Limit, refused.Actual);
                break;
            case TimeoutError:
                Write(error, TimeoutMessage, ErrorCode.Internal, field: null, "time-limit");
                break;
            case ValidationError validation:
                Write(error, error.Message, ErrorCode.Validation, ValidationErrorField.Of(validation), RuleOf(validation));
                break;
            default:
                var code = error.Classify();
                Write(error, code == ErrorCode.Internal ? InternalMessage : error.Message, code, field: null, rule: null);
                break;
        }
    }

    private void Write(
        ExecutionError error, string message, ErrorCode code, string? field, string? rule, long? limit = null, long? actual = null)
    {
        _json.WriteStartObject();
        _json.WriteString("message"u8, message);
        WriteLocations(error);
        WritePath(error);
        _json.WriteStartObject(Extensions);
        _json.WriteString("code"u8, code.ToWire());
        if (field is not null)
            _json.WriteString("field"u8, field);
        if (rule is not null)
            _json.WriteString("rule"u8, rule);
        if (limit is { } bound)
            _json.WriteNumber("limit"u8, bound);
        if (actual is { } value)
            _json.WriteNumber("actual"u8, value);
        if (error is DomainError { Domain: RateLimitedException limited })
            _json.WriteNumber("retryAfter"u8, (long)Math.Ceiling(limited.RetryAfter.TotalSeconds));
        if (code == ErrorCode.Internal && _traceId is not null)
            _json.WriteString(TraceId, _traceId);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteLocations(ExecutionError error)
    {
        if (error.Locations is not { Count: > 0 } locations)
            return;
        _json.WriteStartArray("locations"u8);
        foreach (var location in locations)
        {
            _json.WriteStartObject();
            _json.WriteNumber("line"u8, location.Line);
            _json.WriteNumber("column"u8, location.Column);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WritePath(ExecutionError error)
    {
        if (error.Path is not { } path)
            return;
        _json.WriteStartArray("path"u8);
        foreach (var segment in path)
        {
            if (segment is int index)
                _json.WriteNumberValue(index);
            else
                _json.WriteStringValue(Convert.ToString(segment, CultureInfo.InvariantCulture));
        }

        _json.WriteEndArray();
    }

    private static string RuleOf(ValidationError error) =>
        error.Code is { Length: > 0 } code ? code.ToLowerInvariant().Replace('_', '-') : "graphql";
}

using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using RusToK.Core.Telemetry;

namespace RusToK.ServiceDefaults.Telemetry;

/// <summary>
/// The console in production: one JSON object a line with <c>timestamp</c> (UTC), <c>level</c>, <c>category</c>, <c>event_id</c>, <c>event</c>,
/// <c>message</c>, <c>trace_id</c>, <c>span_id</c>, <c>tenant.id</c>, <c>user.id</c>, <c>attributes</c> and <c>exception</c>; what does not apply is
/// not there. Scopes are left out: the server's hold the path that was asked for.
/// </summary>
internal sealed class JsonLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "rustok-json";

    /// <summary>Larger ones are not kept for the next record.</summary>
    private const int MostKept = 64 * 1024;

    private const string Template = "{OriginalFormat}";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = _buffer ?? new ArrayBufferWriter<byte>(1024);
        _buffer = null;
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp"u8, clock.GetUtcNow().UtcDateTime);
            json.WriteString("level"u8, logEntry.LogLevel.ToString());
            json.WriteString("category"u8, logEntry.Category);
            if (logEntry.EventId.Id != 0)
                json.WriteNumber("event_id"u8, logEntry.EventId.Id);
            if (logEntry.EventId.Name is { } name)
                json.WriteString("event"u8, name);
            // What the formatter makes of it never holds the exception.
            json.WriteString("message"u8, logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteOrigin(json);
            if (logEntry.State is IReadOnlyCollection<KeyValuePair<string, object?>> { Count: > 0 } attributes)
                WriteAttributes(json, attributes);
            if (logEntry.Exception is { } error)
                WriteException(json, error);
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        buffer.ResetWrittenCount();
        if (buffer.Capacity <= MostKept)
            _buffer = buffer;
    }

    private static void WriteOrigin(Utf8JsonWriter json)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } span)
            return;
        json.WriteString("trace_id"u8, span.TraceId.ToHexString());
        json.WriteString("span_id"u8, span.SpanId.ToHexString());
        var origin = RecordOrigin.Of(span);
        if (origin.TenantId is not null)
            json.WriteString(Attributes.TenantId, origin.TenantId);
        if (origin.UserId is not null)
            json.WriteString(Attributes.UserId, origin.UserId);
    }

    private static void WriteAttributes(Utf8JsonWriter json, IReadOnlyCollection<KeyValuePair<string, object?>> attributes)
    {
        json.WriteStartObject("attributes"u8);
        foreach (var (key, value) in attributes)
            if (key != Template)
                WriteAttribute(json, key, value);
        json.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(key);
                break;
            case bool flag:
                json.WriteBoolean(key, flag);
                break;
            case int number:
                json.WriteNumber(key, number);
                break;
            case long number:
                json.WriteNumber(key, number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(key, number);
                break;
            default:
                json.WriteString(key, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void WriteException(Utf8JsonWriter json, Exception error)
    {
        json.WriteStartObject("exception"u8);
        json.WriteString("type"u8, error.GetType().FullName);
        json.WriteString("message"u8, ExceptionText.MessageOf(error));
        json.WriteString("stacktrace"u8, ExceptionText.Of(error));
        json.WriteEndObject();
    }
}

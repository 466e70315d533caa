using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RusToK.Core.Events;

namespace RusToK.Core.Webhooks;

/// <summary>
/// The body of a delivery: the event without what is nobody's business outside (its trace, its baggage, its place in the log). The same event
/// gives the same bytes.
/// </summary>
public static class WebhookPayload
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(EventEnvelope e)
    {
        var buffer = new ArrayBufferWriter<byte>(512 + e.Payload.Length);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", e.Id);
            json.WriteString("type", e.Type);
            json.WriteNumber("schemaVersion", e.SchemaVersion);
            json.WriteString("occurredAt", e.OccurredAt.UtcDateTime);
            json.WriteString("tenantId", e.TenantId);
            json.WriteStartObject("aggregate");
            json.WriteString("type", e.AggregateType);
            json.WriteString("id", e.AggregateId);
            json.WriteNumber("version", e.AggregateVersion);
            json.WriteEndObject();
            json.WriteString("correlationId", e.CorrelationId);
            WriteOptional(json, "causationId", e.CausationId);
            WriteOptional(json, "actorId", e.ActorId);
            json.WritePropertyName("data");
            json.WriteRawValue(e.Payload.Span);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value)
            json.WriteString(name, value);
        else
            json.WriteNull(name);
    }
}

using System.Text.Json;
using RusToK.Core.Events;

namespace RusToK.Tests.Content;

/// <summary>Events as a test speaks of them.</summary>
internal static class Told
{
    /// <summary>Types with the version each gave its aggregate: <c>node.created 1</c>.</summary>
    public static IEnumerable<string> Types(this IEnumerable<EventEnvelope> events) => events.Select(e => $"{e.Type} {e.AggregateVersion}");

    public static JsonElement Json(this EventEnvelope envelope) => JsonDocument.Parse(envelope.Payload).RootElement;

    /// <summary>The names of an object's members, sorted, as consumers in other languages rely on them.</summary>
    public static IEnumerable<string> Names(this JsonElement value) => value.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);

    public static string? Text(this JsonElement value, string name) => value.GetProperty(name).GetString();
}

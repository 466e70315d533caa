using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace RusToK.Core.Events;

/// <summary>
/// Knows every event record of the product by type and version, writes payloads and reads them back, lifting old
/// versions through <see cref="IEventUpcaster"/>s.
/// </summary>
public sealed class EventTypeRegistry
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly FrozenDictionary<string, EventTypeInfo> _byType;
    private readonly FrozenDictionary<Type, EventTypeInfo> _byRecord;
    private readonly FrozenDictionary<(string Type, int Version), IEventUpcaster> _upcasters;

    /// <param name="records">Records implementing <see cref="IEvent"/>, the newest version of each type.</param>
    /// <param name="upcasters">Steps from version n to n + 1 of a type.</param>
    /// <exception cref="InvalidOperationException">
    /// A record has no <see cref="EventTypeAttribute"/>, two share a type, or a version below the newest cannot be lifted.
    /// </exception>
    public EventTypeRegistry(IEnumerable<Type> records, IEnumerable<IEventUpcaster> upcasters)
    {
        var infos = records.Select(Read).ToList();
        var repeated = infos.GroupBy(i => i.Type).FirstOrDefault(g => g.Count() > 1);
        if (repeated is not null)
            throw new InvalidOperationException($"The event type '{repeated.Key}' is declared by more than one record.");

        _byType = infos.ToFrozenDictionary(i => i.Type);
        _byRecord = infos.ToFrozenDictionary(i => i.Record);
        _upcasters = upcasters.ToFrozenDictionary(u => (u.EventType, u.FromVersion));

        foreach (var info in infos)
            for (var version = 1; version < info.Version; version++)
                if (!_upcasters.ContainsKey((info.Type, version)))
                    throw new InvalidOperationException(
                        $"The event type '{info.Type}' is at version {info.Version}, but nothing lifts version {version} to {version + 1}.");
    }

    /// <summary>Every type in the registry, by name.</summary>
    public IEnumerable<EventTypeInfo> Types => _byType.Values.OrderBy(i => i.Type, StringComparer.Ordinal);

    /// <summary>A registry of all event records of an assembly, with its upcasters.</summary>
    public static EventTypeRegistry FromAssembly(Assembly assembly)
    {
        var types = assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false }).ToList();
        return new EventTypeRegistry(
            types.Where(t => t.IsAssignableTo(typeof(IEvent))),
            types.Where(t => t.IsAssignableTo(typeof(IEventUpcaster))).Select(t => (IEventUpcaster)Activator.CreateInstance(t)!));
    }

    /// <exception cref="InvalidOperationException">The record is not registered.</exception>
    public EventTypeInfo Describe(IEvent @event) => Describe(@event.GetType());

    /// <inheritdoc cref="Describe(IEvent)"/>
    public EventTypeInfo Describe(Type record) =>
        _byRecord.TryGetValue(record, out var info)
            ? info
            : throw new InvalidOperationException($"The record {record.Name} is not a registered event.");

    public static byte[] Serialize(IEvent @event) => JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), Json);

    /// <summary>The typed record of an envelope, lifted to the newest version.</summary>
    /// <exception cref="UnreadableEventException">
    /// The type is unknown, the version is newer than this process knows, or the payload does not fit the record.
    /// </exception>
    public IEvent Read(EventEnvelope envelope)
    {
        if (!_byType.TryGetValue(envelope.Type, out var info))
            throw new UnreadableEventException(envelope, $"the event type '{envelope.Type}' is unknown to this version");
        if (envelope.SchemaVersion > info.Version || envelope.SchemaVersion < 1)
            throw new UnreadableEventException(envelope,
                $"version {envelope.SchemaVersion} of '{envelope.Type}' is unknown to this version, which knows 1 to {info.Version}");

        var payload = envelope.Payload;
        try
        {
            for (var version = envelope.SchemaVersion; version < info.Version; version++)
                payload = _upcasters[(info.Type, version)].Lift(payload);
            return (IEvent)(JsonSerializer.Deserialize(payload.Span, info.Record, Json)
                ?? throw new JsonException("the payload is null"));
        }
        catch (JsonException error)
        {
            throw new UnreadableEventException(envelope, $"the payload is not a '{envelope.Type}': {error.Message}", error);
        }
    }

    private static EventTypeInfo Read(Type record) =>
        record.GetCustomAttribute<EventTypeAttribute>() is { } attribute
            ? new EventTypeInfo(attribute.Type, attribute.Version, record)
            : throw new InvalidOperationException($"The event record {record.Name} has no [EventType].");
}

/// <summary>One registered event type with its newest version.</summary>
public sealed record EventTypeInfo(string Type, int Version, Type Record);

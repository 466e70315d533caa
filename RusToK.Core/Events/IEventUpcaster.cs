namespace RusToK.Core.Events;

/// <summary>Lifts the payload of one event type from a schema version to the next one.</summary>
public interface IEventUpcaster
{
    string EventType { get; }

    /// <summary>The version this reads; it returns <c>FromVersion + 1</c>.</summary>
    int FromVersion { get; }

    /// <param name="payload">UTF-8 JSON of version <see cref="FromVersion"/>.</param>
    /// <returns>UTF-8 JSON of the next version.</returns>
    ReadOnlyMemory<byte> Lift(ReadOnlyMemory<byte> payload);
}

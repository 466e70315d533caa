namespace RusToK.Core.Events;

/// <summary>
/// A fact that has happened, as a typed record. The payload carries the state it is about (not a difference), so that a
/// consumer never has to ask the producer for more. Every implementation bears an <see cref="EventTypeAttribute"/>.
/// </summary>
public interface IEvent;

/// <summary>The name and schema version under which an event record is stored, such as <c>node.published</c>, 1.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string type, int version = 1) : Attribute
{
    /// <summary>Lower case <c>subject.fact</c>; never renamed once it is in a log.</summary>
    public string Type { get; } = type;

    /// <summary>Schema version of the payload, from 1.</summary>
    public int Version { get; } = version;
}

using System.Diagnostics;
using Npgsql;

namespace RusToK.Core.Events.Handling;

/// <summary>
/// Takes each event of the log once. One consumer is one consumer group: it has its own cursor in every stream, its own retries and its own
/// dead letters. One that keeps a read model is an <see cref="IProjection"/>; any other begins with the events after it was added, and
/// no rebuild touches what it has done.
/// </summary>
public interface IEventConsumer
{
    /// <summary>Name of the consumer group, such as <c>content</c>; never renamed, the cursor is kept under it.</summary>
    string Name { get; }

    /// <summary>The event types it wants, as far as this process knows them.</summary>
    IReadOnlySet<string> EventTypes { get; }

    /// <summary>Whether it wants events of a type, also of one that this process does not know; others pass it by.</summary>
    bool Wants(string eventType) => EventTypes.Contains(eventType);

    /// <summary>Whether its handling of an event is part of the event's trace.</summary>
    bool IsTraced => true;

    /// <summary>
    /// Narrows the events of a batch to those that concern it, so that the others pass it by without statement or span. Asked before each
    /// attempt; may ask PostgreSQL.
    /// </summary>
    /// <returns>Which of those that it <see cref="Wants"/> concern it; null for all.</returns>
    ValueTask<Func<EventEnvelope, bool>?> ChooseAsync(IEnumerable<EventEnvelope> events, NpgsqlDataSource dataSource, CancellationToken cancellationToken) => default;

    /// <summary>Adds the statements that apply the events. They are sent together with the move of the cursor, as one transaction.</summary>
    /// <param name="events">In log order (of one aggregate: in version order), possibly of many tenants.</param>
    /// <param name="batch">Statements with positional parameters; they run as <c>rustok_worker</c>.</param>
    /// <exception cref="UnreadableEventException">An event is of a version this process does not know.</exception>
    void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch);

    /// <inheritdoc cref="Project(IReadOnlyList{EventEnvelope}, NpgsqlBatch)"/>
    /// <param name="events">In log order (of one aggregate: in version order), possibly of many tenants.</param>
    /// <param name="handling">The span in which each of them is handled; null where one is not traced.</param>
    /// <param name="batch">Statements with positional parameters; they run as <c>rustok_worker</c>.</param>
    void Project(IReadOnlyList<EventEnvelope> events, IReadOnlyList<Activity?> handling, NpgsqlBatch batch) => Project(events, batch);
}

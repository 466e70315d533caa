using Npgsql;

namespace RusToK.Core.Events.Handling;

/// <summary>
/// Keeps a read model. One projection is one consumer group: it has its own cursor in every stream, its own retries and
/// its own dead letters.
/// </summary>
/// <remarks>
/// <see cref="Project"/> only writes statements down. The Worker sends them together with the move of the cursor in one
/// batch, which PostgreSQL runs as one transaction, so each event takes effect once. When the batch fails, the Worker
/// calls <see cref="Project"/> again with half of the events, until the one that cannot be applied is alone.
/// </remarks>
public interface IProjection
{
    /// <summary>Name of the consumer group, such as <c>content</c>; never renamed, the cursor is kept under it.</summary>
    string Name { get; }

    /// <summary>The event types it wants; others pass it by.</summary>
    IReadOnlySet<string> EventTypes { get; }

    /// <summary>The tables it alone writes, schema-qualified; a rebuild empties them.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Adds the statements that apply the events.</summary>
    /// <param name="events">
    /// In log order (of one aggregate: in version order), possibly of many tenants and with several events of one
    /// aggregate. Each is newer than all this projection has applied for its aggregate, except in a replay of dead letters,
    /// so every write must leave rows alone that already have a newer version.
    /// </param>
    /// <param name="batch">Statements with positional parameters; they run as <c>rustok_worker</c>.</param>
    /// <exception cref="UnreadableEventException">An event is of a version this process does not know.</exception>
    void Project(IReadOnlyList<EventEnvelope> events, NpgsqlBatch batch);
}

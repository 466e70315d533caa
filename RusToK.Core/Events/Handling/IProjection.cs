namespace RusToK.Core.Events.Handling;

/// <summary>
/// Keeps a read model, which can be written anew from the log.
/// </summary>
/// <remarks>
/// <c>Project</c> only writes statements down. The Worker sends them together with the move of the cursor in one
/// batch, which PostgreSQL runs as one transaction, so each event takes effect once. When the batch fails, the Worker
/// calls it again with half of the events, until the one that cannot be applied is alone. Each event is newer than all this projection has
/// applied for its aggregate, except in a replay of dead letters, so every write must leave rows alone that already have a newer version.
/// </remarks>
public interface IProjection : IEventConsumer
{
    /// <summary>The tables it alone writes, schema-qualified; a rebuild empties them.</summary>
    IReadOnlyList<string> Tables { get; }
}

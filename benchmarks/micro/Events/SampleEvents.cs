using System.Text.Json;
using RusToK.Core.Content;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Events;

namespace RusToK.Benchmarks.Micro.Events;

/// <summary>An article that is written, as an event and as envelopes of it.</summary>
internal static class SampleEvents
{
    public static readonly DateTimeOffset Moment = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    public static NodeCreated Created { get; } = new(
        new NodeState(
            NodeKind.Article, NodeStatus.Draft, ParentId: null, Depth: 0, AuthorId: Guid.CreateVersion7(Moment), CategoryId: Guid.CreateVersion7(Moment),
            TagIds: [Guid.CreateVersion7(Moment), Guid.CreateVersion7(Moment)], Position: 0, Metadata: JsonSerializer.SerializeToElement(new { theme = "light" }),
            ArchiveReason: null, PublishedAt: null, CreatedAt: Moment, UpdatedAt: Moment),
        [
            new NodeTextState(
                "en", "What a hot path costs", "what-a-hot-path-costs", "Measured, not guessed.", BodyFormat.Markdown,
                "A number alone says little. Beside the *bare* operation it says what the rest is paid for.", Moment),
        ]);

    /// <summary>Envelopes as the relay packs them into one entry of a stream.</summary>
    public static EventEnvelope[] Pack(int count) => [.. Enumerable.Range(1, count).Select(Envelope)];

    private static EventEnvelope Envelope(int version) => new()
    {
        Id = Guid.CreateVersion7(Moment),
        Type = "node.created",
        SchemaVersion = 1,
        TenantId = Guid.CreateVersion7(Moment),
        AggregateType = ContentSchema.NodeAggregate,
        AggregateId = Guid.CreateVersion7(Moment),
        AggregateVersion = version,
        CorrelationId = Guid.CreateVersion7(Moment),
        ActorId = Guid.CreateVersion7(Moment),
        OccurredAt = Moment,
        RecordedAt = Moment,
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Payload = EventTypeRegistry.Serialize(Created),
    };
}

using RusToK.Worker.Consumers;
using RusToK.Worker.Relay;

namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>How the product's pipeline is set; the defaults are the product's.</summary>
internal sealed record PipelineSettings
{
    /// <summary>Streams that events are spread over.</summary>
    public int Streams { get; init; } = 4;

    /// <summary>Workers, each with a relay that stands for election, a consumer group and connections of its own.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Changes that a producer commits together: one as commands do, many as imports do.</summary>
    public int EventsPerTransaction { get; init; } = 1;

    /// <summary>The same when the backlog of a drain is written, by one producer; null has the producers do it as always.</summary>
    public int? BacklogPerTransaction { get; init; }

    public RelayOptions Relay { get; init; } = new();

    public ConsumerOptions Consumers { get; init; } = new();
}

using RusToK.Benchmarks.Events.Contestants;

namespace RusToK.Benchmarks.Events.Studies.Variants;

/// <summary>The pipeline, set in one way.</summary>
/// <param name="Name">Letters, digits and dashes: it is part of a database's name.</param>
/// <param name="Settings">What is different.</param>
internal sealed record Variant(string Name, PipelineSettings Settings)
{
    public ContestantEntry Entry => new(Name, ContestantKind.RusToK, () => new RusToKPipeline(Settings));
}

using RusToK.Benchmarks.Events.Contestants;

namespace RusToK.Benchmarks.Events.Studies.Variants;

/// <summary>The pipeline, set in one way.</summary>
/// <param name="Name">Letters, digits and dashes: it is part of a database's name.</param>
/// <param name="Settings">What is different.</param>
internal sealed record Variant(string Name, PipelineSettings Settings)
{
    /// <summary>Divides the number of products.</summary>
    private const int BacklogPerTransaction = 500;

    /// <summary>Its backlog is written as imports write: in a short round producers would leave next to nothing to drain.</summary>
    public ContestantEntry Entry => new(
        Name, ContestantKind.RusToK, () => new RusToKPipeline(Settings with { BacklogPerTransaction = BacklogPerTransaction }));
}

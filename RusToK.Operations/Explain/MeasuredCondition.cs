using RusToK.Operations.Live;
using RusToK.Operations.Promql;

namespace RusToK.Operations.Explain;

/// <summary>A part of an alert's expression with its values.</summary>
/// <param name="Condition">The part.</param>
/// <param name="Now">Its series at the moment that is asked for, the worst first.</param>
/// <param name="AtFiring">When the alert fired; null when it has not.</param>
internal sealed record MeasuredCondition(Condition Condition, IReadOnlyList<Sample> Now, IReadOnlyList<Sample>? AtFiring);

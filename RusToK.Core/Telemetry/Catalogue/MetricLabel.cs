namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>A label of a metric. Its values are bounded: either they are known, or what bounds them is said.</summary>
/// <param name="Name">As in <see cref="Attributes"/>.</param>
/// <param name="Values">Every value it can have; null when they are not known in advance.</param>
/// <param name="Bound">What bounds the values that are not known in advance; null when they are.</param>
public sealed record MetricLabel(string Name, IReadOnlyList<string>? Values, string? Bound)
{
    /// <summary>A label whose values are known.</summary>
    public static MetricLabel Of(string name, params IReadOnlyList<string> values) => new(name, values, null);

    /// <summary>A label whose values are bounded by something else.</summary>
    public static MetricLabel BoundedBy(string name, string bound) => new(name, null, bound);
}

using System.Reflection;
using RusToK.Core.Telemetry.Catalogue;

namespace RusToK.Tests.Telemetry.Proof;

/// <summary>Something that the product tells of itself, and that a test has to prove.</summary>
/// <param name="Name">As in the catalogue, or as the library calls it.</param>
/// <param name="Source">The meter, the activity source or the library it comes from.</param>
/// <param name="Kind">Such as counter, or client.</param>
/// <param name="Spellings">Texts one of which stands in whatever asserts it; none when its name is made of what differs only.</param>
internal sealed record Signal(string Name, string Source, string Kind, IReadOnlyList<string> Spellings)
{
    /// <summary>What fills it when the traffic of a healthy system does not.</summary>
    public string? FilledBy { get; init; }

    public bool IsSpan { get; init; }

    public static IReadOnlyList<Signal> All { get; } = [.. MetricCatalogue.All.Select(Of), .. LibraryMetric.All.Select(Of), .. SpanCatalogue.All.Select(Of)];

    private static Signal Of(MetricDefinition metric) =>
        new(metric.Name, metric.Meter.Name, Lower(metric.Kind), [metric.Name, PrometheusName.Of(metric), FieldOf(metric)]) { FilledBy = metric.FilledBy };

    private static Signal Of(LibraryMetric metric) =>
        new(metric.Name, metric.Library, Lower(metric.Kind), [metric.Name, metric.Series]) { FilledBy = metric.FilledBy };

    private static Signal Of(SpanDefinition span)
    {
        // What differs from one to the next stands in braces.
        var constant = span.Name.Split('{')[0].TrimEnd();
        return new Signal(span.Name, span.Source, Lower(span.Kind), constant.Length == 0 ? [] : [constant]) { IsSpan = true };
    }

    /// <summary>How code asks for it.</summary>
    private static string FieldOf(MetricDefinition metric) => typeof(MetricCatalogue).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(MetricCatalogue).Namespace + ".Instruments")
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
        .Where(member => member.FieldType == typeof(MetricDefinition) && ReferenceEquals(member.GetValue(null), metric))
        .Select(member => $"{member.DeclaringType!.Name}.{member.Name}").Single();

    private static string Lower<TEnum>(TEnum value)
        where TEnum : struct, Enum => value.ToString().ToLowerInvariant();
}

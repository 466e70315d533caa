using System.Reflection;

namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>Every instrument of this product: the definitions in <c>Instruments</c>, found there, so that none can be forgotten.</summary>
public static class MetricCatalogue
{
    /// <summary>By name.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        .. typeof(MetricCatalogue).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(MetricCatalogue).Namespace + ".Instruments")
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(field => field.FieldType == typeof(MetricDefinition))
            .Select(field => (MetricDefinition)field.GetValue(null)!)
            .OrderBy(definition => definition.Name, StringComparer.Ordinal),
    ];
}

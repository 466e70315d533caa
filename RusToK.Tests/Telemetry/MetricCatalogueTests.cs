using System.Reflection;
using System.Text.RegularExpressions;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>The catalogue of metrics: it is in order, and the code has nothing beside it.</summary>
public sealed partial class MetricCatalogueTests
{
    private const string Definition = "RusToK.Core.Telemetry.Catalogue.MetricDefinition";

    [Fact]
    public void A_metric_is_named_once_in_lower_case_words_and_dots()
    {
        Assert.NotEmpty(MetricCatalogue.All);
        Offenders.AssertNone(MetricCatalogue.All.Where(m => !Name().IsMatch(m.Name)).Select(m => m.Name), "A metric's name is not lower case words and dots:");
        Offenders.AssertNone(Twice(MetricCatalogue.All.Select(m => m.Name)), "A metric is defined twice:");
        Offenders.AssertNone(Twice(MetricCatalogue.All.SelectMany(PrometheusName.SeriesOf)), "Two metrics have the same name in Prometheus:");
    }

    [Fact]
    public void A_metric_has_a_unit_a_sentence_and_buckets_if_it_is_a_histogram() => Offenders.AssertNone(
        from metric in MetricCatalogue.All
        let isHistogram = metric.Kind == InstrumentKind.Histogram
        let fault = !Unit().IsMatch(metric.Unit) ? $"the unit '{metric.Unit}'"
            : !Sentence().IsMatch(metric.Description) ? $"no sentence but '{metric.Description}'"
            : metric.FilledBy is { } cause && !Cause().IsMatch(cause) ? $"as its cause '{cause}', which does not go on from 'filled by'"
            : isHistogram && metric.Buckets.Count < 2 ? "no buckets"
            : !isHistogram && metric.Buckets.Count > 0 ? "buckets that nothing is sorted into"
            : metric.Buckets.Zip(metric.Buckets.Skip(1)).Any(pair => pair.First >= pair.Second) ? "buckets that do not rise"
            : null
        where fault is not null
        select $"{metric.Name} has {fault}",
        "A definition is not in order:");

    [Fact]
    public void A_label_has_known_values_or_a_bound() => Offenders.AssertNone(
        from metric in MetricCatalogue.All
        from label in metric.Labels
        let fault = !Name().IsMatch(label.Name) ? "is not lower case words and dots"
            : metric.Labels.Count(l => PrometheusName.OfLabel(l.Name) == PrometheusName.OfLabel(label.Name)) > 1 ? "comes twice"
            : label.Values is null && string.IsNullOrWhiteSpace(label.Bound) ? "has neither values nor a bound"
            : label.Values is not null && label.Bound is not null ? "has values and a bound"
            : label.Values is { Count: 0 } || label.Values?.Distinct().Count() < label.Values?.Count ? "has no values, or one of them twice"
            : null
        where fault is not null
        select $"{metric.Name}: the label {label.Name} {fault}",
        "The series of a metric are not bounded:");

    [Fact]
    public void Every_definition_is_found_and_made_into_an_instrument_in_one_place()
    {
        var made = SourceCode.Files().SelectMany(file => Made().Matches(string.Join('\n', file.Lines)).Select(m => m.Groups["field"].Value)).ToList();
        var defined = typeof(MetricCatalogue).Assembly.GetTypes().Where(t => t.Namespace == typeof(MetricCatalogue).Namespace + ".Instruments")
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(f => f.FieldType == typeof(MetricDefinition)).Select(f => $"{f.DeclaringType!.Name}.{f.Name}").ToList();

        Assert.Equal(MetricCatalogue.All.Count, defined.Count);
        Offenders.AssertNone(defined.Except(made), "Nothing makes an instrument of a definition:");
        Offenders.AssertNone(Twice(made), "Instruments of one definition are made in two places:");
    }

    [Fact]
    public void Nothing_makes_an_instrument_without_a_definition() => Offenders.AssertNone(
        from assembly in CompiledCode.Product.Values
        from call in CompiledCode.Calls(assembly)
        where call.Called.DeclaringType.FullName == "System.Diagnostics.Metrics.Meter" && call.Called.Name.StartsWith("Create", StringComparison.Ordinal)
            && call.From.FullName != Definition
        select $"{call.From.FullName} calls {call.Called.Name}",
        "Instruments are made of the definitions in RusToK.Core.Telemetry.Catalogue.Instruments.");

    private static IEnumerable<string> Twice(IEnumerable<string> names) => names.GroupBy(name => name).Where(g => g.Count() > 1).Select(g => g.Key);

    [GeneratedRegex(@"^[a-z][a-z0-9]*([._][a-z][a-z0-9]*)*$")]
    private static partial Regex Name();

    /// <summary>UCUM, as far as it is used: seconds, bytes, one, or an annotation that says of what.</summary>
    [GeneratedRegex(@"^(s|By|1|\{[a-z]+\})$")]
    private static partial Regex Unit();

    [GeneratedRegex(@"^[A-Z0-9][^|\n]*\.$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^[^|\n.]+$")]
    private static partial Regex Cause();

    [GeneratedRegex(@"\b(?<field>\w+Instruments\.\w+)\s*\.Create(?:Counter|Totals|Histogram|Gauge)\b")]
    private static partial Regex Made();
}

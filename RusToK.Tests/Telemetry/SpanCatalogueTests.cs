using System.Diagnostics;
using System.Text.RegularExpressions;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Telemetry;

/// <summary>The catalogue of spans names those that the code starts, and no others.</summary>
public sealed partial class SpanCatalogueTests
{
    private static readonly HashSet<string> Known = [.. typeof(Attributes).GetFields().Select(f => (string)f.GetRawConstantValue()!)];

    private static IEnumerable<SpanDefinition> Ours => SpanCatalogue.All.Where(span => !SpanCatalogue.ForeignSources.Contains(span.Source));

    [Fact]
    public void Every_file_that_starts_spans_is_where_the_catalogue_says_they_are_made()
    {
        var starting = SourceCode.Files().Where(file => file.Lines.Any(line => Starts().IsMatch(line))).Select(file => file.Path).ToList();
        var named = Ours.Select(span => span.MadeBy).Distinct().ToList();

        Assert.NotEmpty(starting);
        Offenders.AssertNone(starting.Except(named), "A file starts spans that are not in the catalogue:");
        Offenders.AssertNone(named.Except(starting), "The catalogue names a file that starts no span:");
    }

    [Fact]
    public void Every_source_that_is_used_is_in_the_catalogue_and_is_listened_to()
    {
        var used = SourceCode.Files().SelectMany(file => file.Lines).SelectMany(line => Source().Matches(line).Select(m => m.Groups["field"].Value)).Distinct()
            .Select(field => typeof(TelemetrySources).GetField(field)?.GetValue(null)).OfType<ActivitySource>().Select(source => source.Name).ToList();
        var named = Ours.Select(span => span.Source).Distinct().ToList();

        Assert.NotEmpty(used);
        Offenders.AssertNone(used.Except(named), "A source is used and not in the catalogue:");
        Offenders.AssertNone(named.Except(TelemetrySources.ActivitySourceNames), "A source of the catalogue is not listened to:");
        Assert.All(SpanCatalogue.ForeignSources, source => Assert.Contains(SpanCatalogue.All, span => span.Source == source));
    }

    [Fact]
    public void A_span_is_named_once_and_bears_attributes_that_have_a_name_in_code()
    {
        Offenders.AssertNone(
            SpanCatalogue.All.GroupBy(span => (span.Source, span.Name)).Where(g => g.Count() > 1).Select(g => $"{g.Key.Source}: {g.Key.Name}"), "A span is in the catalogue twice:");
        Offenders.AssertNone(
            from span in SpanCatalogue.All
            from attribute in span.Attributes
            where !Known.Contains(attribute) || span.Attributes.Count(a => a == attribute) > 1
            select $"{span.Name}: {attribute}",
            "An attribute is not one of the constants, or comes twice:");
        Offenders.AssertNone(SpanCatalogue.All.Where(span => !span.Description.EndsWith('.') || span.Description.Contains('|')).Select(span => span.Name), "A span has no sentence:");
    }

    [GeneratedRegex(@"\bStartActivity\(")]
    private static partial Regex Starts();

    [GeneratedRegex(@"\bTelemetrySources\.(?<field>\w+)(?:\.StartActivity\(|;)")]
    private static partial Regex Source();
}

using System.Text.RegularExpressions;
using RusToK.Lab.Faults;
using RusToK.Operations.Alerts;
using RusToK.Tests.Architecture;
using RusToK.Tests.Operations;
using Xunit;

namespace RusToK.Tests.Lab;

public sealed partial class LabCatalogueTests
{
    private static readonly HashSet<string> Alerts = [.. AlertCatalogue.All.Select(alert => alert.Name)];

    [Fact]
    public void Each_fault_has_a_name_of_its_own_that_can_be_typed() => Offenders.AssertNone(
        LabCatalogue.All.GroupBy(fault => fault.Name).Where(group => group.Count() > 1 || !Kebab().IsMatch(group.Key)).Select(group => group.Key),
        "A name is not its fault's alone, or has more than lower case and hyphens.");

    [Fact]
    public void Every_alert_that_a_fault_waits_for_or_allows_exists() => Offenders.AssertNone(
        from fault in LabCatalogue.All
        from alert in fault.Consequences.Append(fault.Alert)
        where !Alerts.Contains(alert)
        select $"{fault.Name}: {alert}",
        "There is no such alert.");

    [Fact]
    public void What_names_a_culprit_is_emitted() => Offenders.AssertNone(
        LabCatalogue.All.SelectMany(fault => KnownSeries.UnknownIn(fault.Culprit.Expression), (fault, series) => $"{fault.Name}: {series}"),
        "Nobody emits this series.");

    [Fact]
    public void There_are_those_of_the_specification() => Offenders.AssertNone(
        new[]
        {
            "database-slow", "database-down", "redis-down", "redis-emptied", "worker-stopped", "worker-killed", "poison-event", "handler-slow", "resolver-error",
            "resolver-slow", "cache-cold", "long-transaction", "noisy-tenant", "webhook-target-down", "otlp-backend-down", "api-killed-in-a-loop",
        }.Except(LabCatalogue.All.Select(fault => fault.Name)),
        "The lab does not make this fault.");

    [GeneratedRegex("^[a-z]+(-[a-z]+)*$")]
    private static partial Regex Kebab();
}

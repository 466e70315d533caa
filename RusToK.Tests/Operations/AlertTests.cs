using System.Text.RegularExpressions;
using RusToK.Operations;
using RusToK.Operations.Alerts;
using RusToK.Operations.Alerts.Cases;
using RusToK.Operations.Dashboards;
using RusToK.Operations.Rules;
using RusToK.Operations.Slos;
using RusToK.Tests.Architecture;
using Xunit;

namespace RusToK.Tests.Operations;

public sealed partial class AlertTests
{
    private static readonly string[] Uids = [.. typeof(DashboardUids).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    private static IReadOnlyList<Alert> Alerts => AlertCatalogue.All;

    private static IEnumerable<Rule> Recordings => SloRecordings.Groups(Timing.Undivided).SelectMany(group => group.Rules);

    [Fact]
    public void Every_name_is_one_alerts_own_and_every_promise_has_a_page_and_a_ticket()
    {
        Assert.Equal(Alerts.Count, Alerts.Select(alert => alert.Name).Distinct().Count());
        Assert.All(SloCatalogue.All, slo => Assert.Equal(
            (Severity[])[Severity.Page, Severity.Ticket], Alerts.Where(alert => alert.Runbook == slo.Name).Select(alert => alert.Severity)));
    }

    [Fact]
    public void Every_alert_has_cases_whose_bad_values_are_neither_healthy_nor_those_just_below() => Offenders.AssertNone(
        from alert in Alerts
        where alert.Cases.Count == 0 || alert.Cases.Any(proof => Same(proof, input => input.Healthy) || Same(proof, input => input.Below))
        select alert.Name,
        "An alert without a case, or with one that proves nothing.");

    [Fact]
    public void Every_alert_has_a_dashboard_that_exists()
    {
        Assert.Equal(7, Uids.Length);
        Offenders.AssertNone(Alerts.Where(alert => !Uids.Contains(alert.Dashboard)).Select(alert => $"{alert.Name}: {alert.Dashboard}"), "A dashboard is none of the seven.");
    }

    [Fact]
    public void Every_alert_says_whom_it_is_about_in_whole_sentences() => Offenders.AssertNone(
        from alert in Alerts
        where alert.Summary.EndsWith('.') || !alert.Description.EndsWith('.') || alert.Service.Length == 0
        select alert.Name,
        "A summary is a line without a full stop, a description is sentences.");

    [Fact]
    public void Every_label_a_text_names_is_one_that_the_alert_has() => Offenders.AssertNone(
        from alert in Alerts
        from name in Labels().Matches(alert.Summary + alert.Description + alert.Service).Select(match => match.Groups["name"].Value)
        where alert.Cases.Any(proof => !proof.Labels.ContainsKey(name))
        select $"{alert.Name}: {name}",
        "A text names a label that is not on the alert.");

    [Fact]
    public void Every_series_an_alert_or_a_recording_asks_for_exists() => Offenders.AssertNone(
        (from alert in Alerts
         from series in KnownSeries.UnknownIn(alert.Expression(Timing.Undivided))
         select $"{alert.Name}: {series}")
        .Concat(
            from rule in Recordings
            from series in KnownSeries.UnknownIn(rule.Expression)
            select $"{rule.Name}: {series}"),
        "Neither the catalogue nor a library has this series.");

    [Fact]
    public void Every_series_a_case_is_played_with_is_one_that_the_rules_ask_for()
    {
        var asked = Alerts.Select(alert => alert.Expression(Timing.Undivided))
            .Concat(Recordings.Select(rule => rule.Expression))
            .SelectMany(DashboardsPromql.Selectors).Select(selector => selector.Series).ToHashSet();

        Offenders.AssertNone(
            from alert in Alerts
            from input in alert.Cases.SelectMany(proof => proof.Inputs)
            let series = input.Selector.Split('{')[0]
            where !asked.Contains(series)
            select $"{alert.Name}: {series}",
            "A case is played with a series that no rule reads.");
    }

    [Fact]
    public void Nothing_keeps_an_alert_quiet_that_is_less_urgent_than_it() => Offenders.AssertNone(
        from alert in Alerts
        from inhibition in alert.Inhibits
        let target = Alerts.SingleOrDefault(other => other.Name == inhibition.Alert)
        where target is null || target.Severity > alert.Severity || target == alert
        select $"{alert.Name} inhibits {inhibition.Alert}",
        "An alert is kept quiet by a milder one, by itself, or does not exist.");

    [Fact]
    public void Two_alerts_do_not_keep_each_other_quiet()
    {
        bool Inhibits(Alert one, Alert other) => one.Inhibits.Any(inhibition => inhibition.Alert == other.Name);

        Offenders.AssertNone(
            from one in Alerts
            from other in Alerts
            where Inhibits(one, other) && Inhibits(other, one)
            select $"{one.Name} and {other.Name}",
            "Neither would be told.");
    }

    [Fact]
    public void No_duration_of_a_rule_is_left_undivided()
    {
        var sixtieth = new Timing(60, TimeSpan.FromSeconds(1));

        Offenders.AssertNone(
            from alert in Alerts
            let rule = alert.Render(sixtieth)
            from duration in Durations().Matches(rule.Expression + $"[{rule.Hold}]").Select(match => match.Value)
            where duration is "[5m]" or "[10m]" or "[15m]" or "[1h]" or "[6h]" or "[1d]" or "[3d]"
            select $"{alert.Name}: {duration}",
            "A duration stays as it is whatever the divisor.");
    }

    private static bool Same(AlertCase proof, Func<InputSeries, Level> level) => proof.Inputs.All(input => input.Bad == level(input));

    [GeneratedRegex(@"\{\{ \$labels\.(?<name>\w+) \}\}")]
    private static partial Regex Labels();

    [GeneratedRegex(@"\[\w+\]")]
    private static partial Regex Durations();
}

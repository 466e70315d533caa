using RusToK.Operations.Alerts;
using RusToK.Operations.Alerts.Cases;
using RusToK.Operations.Rules;
using RusToK.Operations.Slos;

namespace RusToK.Operations.Prometheus;

/// <summary>The rules of Prometheus and their proofs.</summary>
public static class RuleFiles
{
    private const string Recordings = "slo-recordings.yml";
    private const string Symptoms = "slo-alerts.yml";
    private const string Causes = "causes.yml";
    private const string SymptomGroup = "slo-alerts";

    /// <summary>The files of <c>prometheus/rules</c>, for whoever runs them with other durations as well.</summary>
    public static IEnumerable<GeneratedFile> Rules(Timing timing)
    {
        yield return new($"prometheus/rules/{Recordings}", RuleYaml.Render(
            "What is recorded of the SLOs. Written from RusToK.Operations/Slos.", SloRecordings.Groups(timing)));
        yield return new($"prometheus/rules/{Symptoms}", RuleYaml.Render(
            "Users feel it: error budgets that go too fast. Written from RusToK.Operations/Slos.", [Group(SymptomGroup, SloAlerts.All, timing)]));
        yield return new($"prometheus/rules/{Causes}", RuleYaml.Render(
            "Why users feel it, or will. Written from RusToK.Operations/Alerts.", AlertCatalogue.Causes.Select(group => Group(group.Key, group.Value, timing))));
    }

    /// <summary>The files of <c>prometheus/tests</c>.</summary>
    public static IEnumerable<GeneratedFile> Tests()
    {
        const string how = "promtool test rules reads this. Each alert fires, is quiet just below, and resolves. Written from the cases of the alerts.";
        var recorded = SloRecordings.Groups(Timing.Undivided).Select(group => group.Name);
        yield return new("prometheus/tests/slo-alerts.yml", CaseYaml.Render(how, [Recordings, Symptoms], recorded.Append(SymptomGroup), evaluation: 5, SloAlerts.All));
        yield return new("prometheus/tests/causes.yml", CaseYaml.Render(
            how, [Causes], AlertCatalogue.Causes.Keys, evaluation: 1, AlertCatalogue.Causes.Values.SelectMany(alerts => alerts)));
    }

    private static RuleGroup Group(string name, IReadOnlyList<Alert> alerts, Timing timing) => new(name, [.. alerts.Select(alert => alert.Render(timing))]);
}

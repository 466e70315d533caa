using System.Text.RegularExpressions;

namespace RusToK.Operations.Alerts.Cases;

/// <summary>Cases as a file of <c>promtool test rules</c>.</summary>
internal static partial class CaseYaml
{
    /// <param name="comment">What the file is.</param>
    /// <param name="ruleFiles">The files with the rules, beside the folder of this one.</param>
    /// <param name="groups">Their groups, those first that others read from.</param>
    /// <param name="evaluation">Between two evaluations, in minutes.</param>
    public static string Render(string comment, IReadOnlyList<string> ruleFiles, IEnumerable<string> groups, int evaluation, IEnumerable<Alert> alerts)
    {
        var yaml = new Yaml(comment).Line(0, "rule_files:");
        foreach (var file in ruleFiles)
            yaml.Line(1, $"- ../rules/{file}");
        yaml.Line(0, $"evaluation_interval: {evaluation}m").Line(0, $"group_eval_order: [{string.Join(", ", groups)}]").Line(0, "tests:");
        foreach (var alert in alerts)
            foreach (var (proof, number) in alert.Cases.Select((proof, index) => (proof, index + 1)))
            {
                var name = alert.Cases.Count == 1 ? alert.Name : $"{alert.Name}, case {number}";
                var (end, later) = (proof.Before + proof.Minutes, proof.Before + proof.Minutes + proof.After);
                Play(yaml, $"{name} fires", proof, series => series.Bad, 0);
                Expect(yaml, alert, proof, end, fires: true);
                Play(yaml, $"{name} is quiet just below", proof, series => series.Below, 0);
                Expect(yaml, alert, proof, end, fires: false);
                Play(yaml, $"{name} resolves", proof, series => series.Bad, proof.After);
                Expect(yaml, alert, proof, end, fires: true);
                Expect(yaml, alert, proof, later, fires: false);
            }

        return yaml.ToString();
    }

    private static void Play(Yaml yaml, string name, AlertCase proof, Func<InputSeries, Level> level, int after)
    {
        yaml.Line(1, $"- name: {Yaml.Quoted(name)}").Line(2, "interval: 1m").Line(2, "input_series:");
        foreach (var input in proof.Inputs)
        {
            var values = InputSeries.Values((input.Healthy, proof.Before), (level(input), proof.Minutes + 1), (input.Healthy, after));
            yaml.Line(3, $"- series: {Yaml.Quoted(input.Selector)}").Line(4, $"values: {Yaml.Quoted(values)}");
        }

        yaml.Line(2, "alert_rule_test:");
    }

    private static void Expect(Yaml yaml, Alert alert, AlertCase proof, int minute, bool fires)
    {
        yaml.Line(3, $"- eval_time: {minute}m").Line(4, $"alertname: {alert.Name}");
        if (!fires)
            return;
        var rule = alert.Render(Timing.Undivided);
        yaml.Line(4, "exp_alerts:").Line(5, "- exp_labels:");
        foreach (var (key, value) in rule.Labels.Concat(proof.Labels.Where(label => !rule.Labels.ContainsKey(label.Key))))
            yaml.Line(7, $"{key}: {Yaml.Quoted(Filled(value, proof))}");
        yaml.Line(6, "exp_annotations:");
        foreach (var (key, value) in rule.Annotations)
            yaml.Line(7, $"{key}: {Yaml.Quoted(Filled(value, proof))}");
    }

    /// <summary>What Prometheus makes of a template.</summary>
    private static string Filled(string template, AlertCase proof) =>
        Label().Replace(Value().Replace(template, proof.Value), match => proof.Labels[match.Groups["label"].Value]);

    [GeneratedRegex(@"\{\{ \$value[^}]*\}\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\{\{ \$labels\.(?<label>\w+) \}\}")]
    private static partial Regex Label();
}

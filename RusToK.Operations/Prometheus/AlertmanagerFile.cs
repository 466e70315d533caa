using RusToK.Operations.Alerts;

namespace RusToK.Operations.Prometheus;

/// <summary>Whom Alertmanager tells of what, and what it keeps to itself because something else explains it.</summary>
public static class AlertmanagerFile
{
    /// <summary>How long after the last message the same alert is told again, by who has to know.</summary>
    private static readonly IReadOnlyDictionary<Severity, (string Wait, string Again)> Pace = new Dictionary<Severity, (string, string)>
    {
        [Severity.Page] = ("10s", "1h"),
        [Severity.Ticket] = ("5m", "1d"),
        [Severity.Info] = ("5m", "7d"),
    };

    public static GeneratedFile Create()
    {
        var yaml = new Yaml("""
            Who is told of what. Written from RusToK.Operations/Alerts.
            The three receivers are shown in Alertmanager's own interface. Give each the way to whom it stands for, such as webhook_configs.
            """);
        yaml.Line(0, "route:").Line(1, "receiver: info").Line(1, "group_by: [alertname, service]").Line(1, "routes:");
        foreach (var (severity, pace) in Pace)
            yaml.Line(2, $"- matchers: ['severity=\"{Lower(severity)}\"']").Line(3, $"receiver: {Lower(severity)}")
                .Line(3, $"group_wait: {pace.Wait}").Line(3, "group_interval: 5m").Line(3, $"repeat_interval: {pace.Again}");
        yaml.Line(0, "receivers:");
        foreach (var severity in Pace.Keys)
            yaml.Line(1, $"- name: {Lower(severity)}");
        yaml.Line(0, "inhibit_rules:");
        foreach (var alert in AlertCatalogue.All)
            foreach (var kind in alert.Inhibits.GroupBy(inhibition => (inhibition.Matchers, inhibition.Equal)))
                Write(yaml, alert.Name, string.Join('|', kind.Select(inhibition => inhibition.Alert)), kind.Key.Matchers, kind.Key.Equal);
        return new GeneratedFile("prometheus/alertmanager.yml", yaml.ToString());
    }

    private static void Write(Yaml yaml, string source, string targets, string? matchers, string? equal)
    {
        var extra = matchers is null ? "" : $", {Yaml.Quoted(matchers)}";
        yaml.Line(1, $"- source_matchers: ['alertname=\"{source}\"']").Line(2, $"target_matchers: ['alertname=~\"{targets}\"'{extra}]");
        if (equal is not null)
            yaml.Line(2, $"equal: [{equal}]");
    }

    private static string Lower(Severity severity) => severity.ToString().ToLowerInvariant();
}

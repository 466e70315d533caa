namespace RusToK.Operations.Dashboards.Model;

/// <summary>A choice at the top of a dashboard whose values are those of a label; several may be chosen, and all are at first.</summary>
/// <param name="Name">As expressions have it, behind a dollar.</param>
/// <param name="Label">As people see it.</param>
/// <param name="Description">What one chooses.</param>
/// <param name="Values">The query of Grafana's Prometheus plugin that lists the values.</param>
internal sealed record Variable(string Name, string Label, string Description, string Values)
{
    /// <summary>What chooses among the servers of Prometheus.</summary>
    public const string Datasource = "datasource";

    /// <summary>On every dashboard: which service, and which of its processes.</summary>
    public static IReadOnlyList<Variable> Common { get; } =
    [
        new("job", "Job", "The service: rustok-api or rustok-worker.", "label_values(up{job=~\"rustok-.+\"}, job)"),
        new("instance", "Instance", "A process of the service.", "label_values(up{job=~\"$job\"}, instance)"),
    ];
}

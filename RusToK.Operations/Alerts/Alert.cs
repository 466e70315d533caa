using System.Text.RegularExpressions;
using RusToK.Operations.Alerts.Cases;
using RusToK.Operations.Rules;

namespace RusToK.Operations.Alerts;

/// <summary>What somebody is told, when, and how it is proved that they are.</summary>
internal sealed partial record Alert
{
    /// <summary>As a type is called.</summary>
    public required string Name { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>Label <c>service</c>; may be a template over the labels of the expression.</summary>
    public required string Service { get; init; }

    /// <summary>One line.</summary>
    public required string Summary { get; init; }

    /// <summary>A template with the value and with the labels that tell the worst one from the others.</summary>
    public required string Description { get; init; }

    /// <summary>Uid of the dashboard to look at first.</summary>
    public required string Dashboard { get; init; }

    /// <summary>PromQL that has a result while the alert is true.</summary>
    public required Func<Timing, string> Expression { get; init; }

    /// <summary>How long it has to be true, undivided.</summary>
    public required TimeSpan For { get; init; }

    /// <summary>At least one: when it fires, when it is just quiet, and how it resolves.</summary>
    public required IReadOnlyList<AlertCase> Cases { get; init; }

    /// <summary>What this alert explains, and which therefore need not be told as well.</summary>
    public IReadOnlyList<Inhibition> Inhibits { get; init; } = [];

    /// <summary>Labels beside severity and service.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the runbook's file, without its ending.</summary>
    public string Runbook { get => field ?? Kebab().Replace(Name, "-$0").ToLowerInvariant(); init; }

    /// <summary>Path of the runbook, from the root of the repository.</summary>
    public string RunbookPath => $"docs/runbooks/{Runbook}.md";

    public Rule Render(Timing timing) => new("alert", Name, Expression(timing))
    {
        Hold = timing.Hold(For),
        Labels = new Dictionary<string, string>(Labels) { ["severity"] = SeverityText, ["service"] = Service },
        Annotations = new Dictionary<string, string>
        {
            ["summary"] = Summary,
            ["description"] = Description,
            ["dashboard_url"] = $"/d/{Dashboard}",
            ["runbook_url"] = RunbookPath,
        },
    };

    /// <summary>Label <c>severity</c>.</summary>
    public string SeverityText => Severity.ToString().ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex Kebab();
}

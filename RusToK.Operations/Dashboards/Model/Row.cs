namespace RusToK.Operations.Dashboards.Model;

/// <summary>Panels under a heading.</summary>
internal sealed record Row(string Title, params IReadOnlyList<Panel> Panels)
{
    /// <summary>Name of the runbook that tells what to do when these panels look wrong, as in <see cref="RunbookAddress"/>; null when there is none.</summary>
    public string? Runbook { get; init; }
}

namespace RusToK.Operations.Dashboards.Model;

/// <summary>The visualizations of Grafana that are used here.</summary>
internal enum PanelKind
{
    TimeSeries,

    /// <summary>One number, of now or of the chosen range.</summary>
    Stat,

    /// <summary>States over time, each with a name.</summary>
    StateTimeline,

    /// <summary>A line a series, with the value of now.</summary>
    Table,
}

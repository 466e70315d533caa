namespace RusToK.Operations.Dashboards.Model;

/// <summary>A dashboard of Grafana as a table of contents; where a panel stands is computed.</summary>
/// <param name="Uid">Stays for ever: links, alerts and bookmarks have it.</param>
/// <param name="Title">Of no other dashboard.</param>
/// <param name="Description">The question it answers.</param>
internal sealed record Dashboard(string Uid, string Title, string Description)
{
    /// <summary>What finds all dashboards of this product.</summary>
    public const string Tag = "rustok";

    public IReadOnlyList<Row> Rows { get; init; } = [];

    /// <summary>Beside those that every dashboard has, see <see cref="Variable.Common"/>.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];

    public IEnumerable<Panel> Panels => Rows.SelectMany(row => row.Panels);
}

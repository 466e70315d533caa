namespace RusToK.Operations.Dashboards.Model;

/// <summary>An expression and what its series are called.</summary>
/// <param name="Expression">PromQL with Grafana's variables, see <see cref="Model.Expression"/>.</param>
/// <param name="Legend">The name, with labels in double braces.</param>
internal sealed record Query(string Expression, string Legend)
{
    /// <summary>Whether the traces behind the values are asked for as well.</summary>
    public bool Exemplars { get; init; }
}

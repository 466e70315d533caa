namespace RusToK.Operations.Dashboards.Model;

/// <summary>Where Grafana serves the runbooks: the folder <c>docs/runbooks</c> is mounted into its public files.</summary>
internal static class RunbookAddress
{
    /// <param name="name">Of the file, without its ending: an alert's name in kebab case.</param>
    public static string Of(string name) => $"/public/runbooks/{name}.md";
}

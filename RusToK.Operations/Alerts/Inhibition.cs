namespace RusToK.Operations.Alerts;

/// <summary>An alert that is not told while another is, which explains it.</summary>
/// <param name="Alert">Name of the one that is not told.</param>
/// <param name="Matchers">Of Alertmanager, such as <c>dependency="redis"</c>, when it is not told with some labels only.</param>
/// <param name="Equal">Label that both must have with the same value; null when any will do.</param>
internal sealed record Inhibition(string Alert, string? Matchers = null, string? Equal = null);

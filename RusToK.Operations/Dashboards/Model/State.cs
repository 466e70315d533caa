namespace RusToK.Operations.Dashboards.Model;

/// <summary>A value that stands for a state.</summary>
/// <param name="Value">As the metric has it.</param>
/// <param name="Name">As people say it.</param>
/// <param name="Color">One of Grafana's named colours.</param>
internal sealed record State(int Value, string Name, string Color);

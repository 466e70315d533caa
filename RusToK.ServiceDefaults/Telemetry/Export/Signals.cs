namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>What a backend takes.</summary>
[Flags]
internal enum Signals
{
    None = 0,
    Traces = 1,
    Metrics = 2,
    Logs = 4,
    All = Traces | Metrics | Logs,
}

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>Every backend beside the first one.</summary>
internal sealed class ExportOptions
{
    public IList<BackendOptions> Backends { get; } = [];
}

namespace RusToK.ServiceDefaults.Telemetry.Border;

/// <summary>In the configuration section <c>Telemetry</c>: what is taken from callers.</summary>
internal sealed class BorderOptions
{
    public const string Section = "Telemetry";

    /// <summary><c>Telemetry:IncomingTrace</c>: <c>continue</c> or <c>link</c>.</summary>
    public string IncomingTrace { get; set; } = "continue";
}

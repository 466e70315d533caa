using RusToK.Core.Faults;

namespace RusToK.Core.Telemetry.Catalogue.Instruments;

/// <summary>What was made to go wrong, so that nobody looks for another cause.</summary>
public static class FaultInstruments
{
    public static readonly MetricDefinition Active = new(
        TelemetrySources.ResilienceMeter, "rustok.faults.active", InstrumentKind.Gauge, "{fault}",
        "Whether a fault is switched on in the process: 1, or 0; absent where faults are not allowed.")
    {
        Labels = [MetricLabel.Of(Attributes.FaultLabel, [.. FaultCatalogue.All.Select(fault => fault.Name)])],
        FilledBy = "a process of a development system that allows faults",
    };
}

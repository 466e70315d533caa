using System.Diagnostics;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Faults;

/// <summary>What passes a seam, as far as a fault has to know it.</summary>
public interface IFaultSubject
{
    /// <summary>How likely a fault strikes it, 0 to 1; 0 when it is aimed at something else.</summary>
    double RateOf(ActiveFault fault);

    /// <summary>It was struck: its spans say so.</summary>
    void Mark(ActiveFault fault) => Activity.Current?.SetTag(Attributes.Fault, fault.Fault.Name);
}

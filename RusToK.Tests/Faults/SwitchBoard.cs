using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RusToK.Core.Faults;

namespace RusToK.Tests.Faults;

/// <summary>The faults of a process that is only as large as a test needs it.</summary>
internal sealed class SwitchBoard : IDisposable
{
    /// <param name="clock">Says when a fault ends; the real time when null.</param>
    /// <param name="logger">Where switches are told.</param>
    /// <param name="seams">Those that the process has; every one, with what the pipeline's tests know, when there are none.</param>
    public SwitchBoard(TimeProvider? clock = null, ILogger<ActiveFaults>? logger = null, params FaultSeam[] seams)
    {
        Active = new ActiveFaults(clock ?? TimeProvider.System, logger ?? NullLogger<ActiveFaults>.Instance);
        Switch = new FaultSwitch(Active, seams.Length > 0 ? seams : All, clock ?? TimeProvider.System);
    }

    public ActiveFaults Active { get; }

    public FaultSwitch Switch { get; }

    private static FaultSeam[] All =>
    [
        .. FaultCatalogue.All.Select(fault => fault.Seam).Distinct().Select(seam => new FaultSeam(seam)
        {
            Fields = ["Query.node"],
            Handlers = ["test"],
            EventTypes = ["test.changed"],
        }),
    ];

    public void Dispose() => Active.Dispose();
}

namespace RusToK.Core.Faults;

/// <summary>What a fault does to what passes its seam.</summary>
public enum FaultEffect
{
    /// <summary>It waits before it goes on.</summary>
    Delay,

    /// <summary>The server behind the seam takes longer, and so what is measured of it does.</summary>
    SlowServer,

    /// <summary>It fails.</summary>
    Failure,

    /// <summary>It finds nothing remembered.</summary>
    Miss,
}

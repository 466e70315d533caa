namespace RusToK.Core.Telemetry.Tenants;

/// <summary>How often a key came, as a sketch knows it.</summary>
/// <param name="Key">What was counted.</param>
/// <param name="Count">At most so often.</param>
/// <param name="Error">By so much the count may be too high.</param>
internal readonly record struct Frequency(string Key, double Count, double Error)
{
    /// <summary>At least so often.</summary>
    public double Guaranteed => Count - Error;
}

namespace RusToK.Core.Telemetry.Catalogue;

/// <summary>The kinds of instruments this product uses.</summary>
public enum InstrumentKind
{
    /// <summary>A sum that only grows; its series exist at zero from the start where their labels are known.</summary>
    Counter,

    /// <summary>A distribution, in buckets with exemplars.</summary>
    Histogram,

    /// <summary>A value of now, measured when it is collected; absent while nobody knows it.</summary>
    Gauge,
}

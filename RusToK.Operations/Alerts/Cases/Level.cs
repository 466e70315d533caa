namespace RusToK.Operations.Alerts.Cases;

/// <summary>How a series goes on for a while.</summary>
/// <param name="Start">Its first value; null goes on from the last one.</param>
/// <param name="PerMinute">What it grows by.</param>
internal sealed record Level(double? Start, double PerMinute)
{
    /// <summary>The series is not there.</summary>
    public static readonly Level Missing = new(double.NaN, 0);

    public bool IsMissing => Start is double.NaN;

    /// <summary>A gauge that stays.</summary>
    public static Level At(double value) => new(value, 0);

    /// <summary>A gauge that grows.</summary>
    public static Level Rising(double from, double perMinute) => new(from, perMinute);

    /// <summary>A counter.</summary>
    public static Level Counting(double perMinute) => new(null, perMinute);
}

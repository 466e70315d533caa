namespace RusToK.Operations.Slos;

/// <summary>A time over which errors are compared with all events.</summary>
/// <param name="Duration">Undivided; recordings are named by it, whatever it is divided by.</param>
internal sealed record SloWindow(TimeSpan Duration)
{
    public static readonly SloWindow FiveMinutes = new(TimeSpan.FromMinutes(5));
    public static readonly SloWindow HalfHour = new(TimeSpan.FromMinutes(30));
    public static readonly SloWindow Hour = new(TimeSpan.FromHours(1));
    public static readonly SloWindow TwoHours = new(TimeSpan.FromHours(2));
    public static readonly SloWindow SixHours = new(TimeSpan.FromHours(6));
    public static readonly SloWindow Day = new(TimeSpan.FromDays(1));
    public static readonly SloWindow ThreeDays = new(TimeSpan.FromDays(3));
    public static readonly SloWindow Period = new(TimeSpan.FromDays(30));

    public static IReadOnlyList<SloWindow> All { get; } = [FiveMinutes, HalfHour, Hour, TwoHours, SixHours, Day, ThreeDays, Period];

    /// <summary>The recorded ratio of errors to events.</summary>
    public string Ratio => $"slo:sli_error:ratio_rate{Timing.Text(Duration)}";
}

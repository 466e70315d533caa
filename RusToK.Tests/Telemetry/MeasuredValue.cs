namespace RusToK.Tests.Telemetry;

/// <summary>A value that an instrument was told, or told.</summary>
internal sealed record MeasuredValue(string Name, double Value, IReadOnlyList<KeyValuePair<string, object?>> Tags)
{
    public string? this[string label] => Tags.Where(t => t.Key == label).Select(t => t.Value?.ToString()).SingleOrDefault();
}

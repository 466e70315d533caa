namespace RusToK.Operations.Rules;

/// <summary>A rule as Prometheus reads it.</summary>
/// <param name="Kind"><c>record</c> or <c>alert</c>.</param>
/// <param name="Name">Of the series or of the alert.</param>
/// <param name="Expression">In PromQL.</param>
internal sealed record Rule(string Kind, string Name, string Expression)
{
    /// <summary>How long the expression has to hold, as Prometheus writes it; null for a recording.</summary>
    public string? Hold { get; init; }

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    public static Rule Recording(string series, string expression) => new("record", series, expression);
}

namespace RusToK.Core.Faults;

/// <summary>A seam that this process has, with what can be aimed at there.</summary>
/// <param name="Name">One of <see cref="FaultSeams"/>.</param>
public sealed record FaultSeam(string Name)
{
    /// <summary>The fields whose resolvers do I/O, as <c>{type}.{field}</c>.</summary>
    public IReadOnlyCollection<string> Fields { get; init; } = [];

    /// <summary>The consumers of events.</summary>
    public IReadOnlyCollection<string> Handlers { get; init; } = [];

    /// <summary>The types of events that they want.</summary>
    public IReadOnlyCollection<string> EventTypes { get; init; } = [];
}

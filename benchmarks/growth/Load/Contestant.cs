namespace RusToK.Benchmarks.Growth.Load;

/// <summary>A subject with what it is asked.</summary>
/// <param name="Subject">Who.</param>
/// <param name="Asks">What.</param>
internal sealed record Contestant(Subject Subject, IReadOnlyList<Ask> Asks)
{
    public string Name => Subject.Name;
}

namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>How an arrival ended.</summary>
/// <param name="Code">What was wrong: the API's own code, or <c>HTTP_n</c>, <c>CONNECTION</c>, <c>TIMEOUT</c>, <c>WRONG_ANSWER</c>; null when nothing was.</param>
/// <param name="IsRefusal">Whether the API said that it is too much now: 429 or 503.</param>
/// <param name="IsFailure">Whether the service-level objective of availability counts it: 5xx, INTERNAL, or no answer at all.</param>
internal readonly record struct Outcome(string? Code, bool IsRefusal = false, bool IsFailure = false)
{
    /// <summary>The connection broke.</summary>
    public static readonly Outcome Disconnected = new("CONNECTION", IsFailure: true);

    /// <summary>No answer within the patience of a run.</summary>
    public static readonly Outcome TimedOut = new("TIMEOUT", IsFailure: true);

    /// <summary>An answer that is not what was asked for.</summary>
    public static readonly Outcome Wrong = new("WRONG_ANSWER", IsFailure: true);

    public bool IsGood => Code is null;
}

namespace RusToK.Benchmarks.Mixed.Load;

/// <summary>A service-level objective of the API, and what a run took of its error budget.</summary>
/// <param name="Name">As in the SLOs.</param>
/// <param name="Target">The share of arrivals that has to be good.</param>
/// <param name="Good">The share that was.</param>
internal sealed record Objective(string Name, double Target, double Good)
{
    /// <summary>What a GraphQL operation may take, in milliseconds.</summary>
    public const double Latency = 300;

    /// <summary>How many times as fast as allowed the budget goes; at 1 it lasts for just the objective's 30 days.</summary>
    public double Burn => (1 - Good) / (1 - Target);

    /// <summary>99.9 % answered, and neither with 5xx nor with INTERNAL. An arrival that the client refused, or nobody answered, is not.</summary>
    public static Objective Availability(long arrivals, long failures) => new("api-availability", 0.999, Share(arrivals, failures));

    /// <summary>99 % well answered within <see cref="Latency"/>, counted from when they should have been sent.</summary>
    public static Objective WithinLatency(long arrivals, long fast) => new("api-latency", 0.99, Share(arrivals, arrivals - fast));

    private static double Share(long arrivals, long bad) => arrivals == 0 ? 1 : (double)(arrivals - bad) / arrivals;
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RusToK.ServiceDefaults.Health;

/// <summary>Checks that <c>/health/ready</c> asks, each bounded in time.</summary>
public static class ReadinessChecks
{
    internal const string Tag = "ready";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <param name="builder">Of the process.</param>
    /// <param name="name">Its name in the answer.</param>
    /// <param name="failure">What a check that throws or takes too long counts as.</param>
    public static IHealthChecksBuilder AddReadinessCheck<TCheck>(this IHealthChecksBuilder builder, string name, HealthStatus failure)
        where TCheck : class, IHealthCheck =>
        builder.AddCheck<TCheck>(name, failure, [Tag], Timeout);
}

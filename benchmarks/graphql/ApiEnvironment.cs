using RusToK.Benchmarks.Telemetry.Load;

namespace RusToK.Benchmarks.GraphQL;

/// <summary>What processes of the API that are measured are told.</summary>
internal static class ApiEnvironment
{
    /// <summary>Telemetry as it is delivered, everything sampled, and no Redis unless it is told.</summary>
    /// <param name="backend">Takes the telemetry.</param>
    /// <param name="appConnectionString">Of the database, as the API connects.</param>
    /// <param name="settings">Beside what all have.</param>
    public static Dictionary<string, string> Of(Uri backend, string appConnectionString, params IEnumerable<(string Name, string Value)> settings)
    {
        var environment = ThroughputTournament.Exporting(backend, ("OTEL_TRACES_SAMPLER", "parentbased_always_on"));
        environment["ConnectionStrings__rustok"] = appConnectionString + ";Maximum Pool Size=20";
        environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in settings)
            environment[key] = value;
        return environment;
    }
}

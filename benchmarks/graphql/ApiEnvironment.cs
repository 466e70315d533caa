using RusToK.Benchmarks.Telemetry.Load;

namespace RusToK.Benchmarks.GraphQL;

/// <summary>What processes of the API that are measured are told.</summary>
internal static class ApiEnvironment
{
    /// <summary>How a process of the API connects to PostgreSQL: with as many connections as two cores can use.</summary>
    public static string Connection(string appConnectionString) => appConnectionString + ";Maximum Pool Size=20";

    /// <summary>Telemetry as it is delivered, everything sampled, and no Redis unless it is told.</summary>
    /// <param name="backend">Takes the telemetry.</param>
    /// <param name="appConnectionString">Of the database, as the API connects.</param>
    /// <param name="settings">Beside what all have.</param>
    public static Dictionary<string, string> Of(Uri backend, string appConnectionString, params IEnumerable<(string Name, string Value)> settings)
    {
        var environment = ThroughputTournament.Exporting(backend, ("OTEL_TRACES_SAMPLER", "parentbased_always_on"));
        environment["ConnectionStrings__rustok"] = Connection(appConnectionString);
        environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in settings)
            environment[key] = value;
        return environment;
    }
}

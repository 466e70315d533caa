using System.Text;

namespace RusToK.Tests.Deployment.Running;

/// <summary>The names that the orchestrator puts into the environment of processes. Of values only those are told that are the same in every run.</summary>
internal static class InjectedEnvironment
{
    private static readonly string[] Told = ["OTEL_SERVICE_NAME", "OTEL_RESOURCE_ATTRIBUTES", "OTEL_EXPORTER_OTLP_PROTOCOL", "Telemetry__Backends__0__Protocol", "Telemetry__Backends__0__Signals"];

    public static string Render(IEnumerable<string> processes, Func<string, IReadOnlyDictionary<string, string?>> environmentOf)
    {
        var text = new StringBuilder();
        foreach (var process in processes)
        {
            text.Append(process).Append(":\n");
            foreach (var (name, value) in environmentOf(process).OrderBy(pair => pair.Key, StringComparer.Ordinal))
                text.Append("  ").Append(name).Append(Told.Contains(name) ? $"={value}" : "").Append('\n');
        }

        return text.ToString();
    }
}

using System.Text.Json.Nodes;
using RusToK.Embedded.Tools;

namespace RusToK.Tests.Operations.Live;

/// <summary>What a system under the demo's traffic answered while the resolver <c>Query.products</c> was slow, with rules divided by 60.</summary>
internal static class SlowResolver
{
    private static readonly JsonObject Recorded =
        JsonNode.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "RusToK.Tests/Operations/Live/slow-resolver.json")))!.AsObject();

    /// <summary>When it was recorded.</summary>
    public static DateTimeOffset Moment { get; } = DateTimeOffset.FromUnixTimeMilliseconds((long)(Recorded["moment"]!.GetValue<double>() * 1000));

    public static async Task<FakeLiveSystem> StartAsync(CancellationToken cancellationToken)
    {
        var system = await FakeLiveSystem.StartAsync(cancellationToken);
        system.Rules = Text("rules");
        system.Exemplars = Text("exemplars");
        system.Traces = Recorded["traces"]!.DeepClone().AsObject();
        system.FailedSpans = Text("failedSpans");
        system.Warnings = Text("warnings");
        return system
            .Answer(query => query.StartsWith("ALERTS{alertname=\"ApiLatencyBurnsFast\"", StringComparison.Ordinal), Recorded["firing"]!["data"]!.ToJsonString())
            .Answer(query => query.StartsWith("ALERTS_FOR_STATE{alertname=\"ApiLatencyBurnsFast\"", StringComparison.Ordinal), Recorded["states"]!["data"]!.ToJsonString());
    }

    private static string Text(string member) => Recorded[member]!.ToJsonString();
}

using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace RusToK.Tests.Operations.Live;

/// <summary>Answers like a Prometheus and like the Aspire dashboard, with what it is told to; else with nothing.</summary>
internal sealed class FakeLiveSystem : IAsyncDisposable
{
    private const string Nothing = """{"resultType":"vector","result":[]}""";

    private readonly WebApplication _app;
    private readonly List<(Func<string, bool> Asks, string Data)> _answers = [];

    private FakeLiveSystem()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/api/v1/rules", () => Json(Rules));
        _app.MapGet("/api/v1/alerts", () => Json("""{"status":"success","data":{"alerts":[]}}"""));
        _app.MapGet("/api/v1/query_exemplars", () => Json(Exemplars));
        _app.MapGet("/api/v1/query", (string query) => Json($$"""{"status":"success","data":{{_answers.FirstOrDefault(one => one.Asks(query)).Data ?? Nothing}}}"""));
        _app.MapGet("/telemetry/traces/{id}", (string id) => Traces[id] is { } trace ? Json(trace.ToJsonString()) : Results.NotFound());
        _app.MapGet("/telemetry/spans", () => Json(FailedSpans));
        _app.MapGet("/telemetry/logs", () => Json(Warnings));
    }

    public string Rules { get; set; } = """{"status":"success","data":{"groups":[]}}""";

    public string Exemplars { get; set; } = """{"status":"success","data":[]}""";

    public JsonObject Traces { get; set; } = [];

    public string FailedSpans { get; set; } = """{"data":{"resourceSpans":[]}}""";

    public string Warnings { get; set; } = """{"data":{"resourceLogs":[]}}""";

    public Uri Prometheus { get; private set; } = null!;

    public Uri Telemetry => new(Prometheus, "telemetry");

    public static async Task<FakeLiveSystem> StartAsync(CancellationToken cancellationToken)
    {
        var system = new FakeLiveSystem();
        await system._app.StartAsync(cancellationToken);
        system.Prometheus = new Uri(system._app.Urls.Single());
        return system;
    }

    /// <param name="asks">Which expressions are answered so; the first that fits is.</param>
    /// <param name="data">The member <c>data</c> of the answer.</param>
    public FakeLiveSystem Answer(Func<string, bool> asks, string data)
    {
        _answers.Add((asks, data));
        return this;
    }

    /// <summary>Answers with series and their values.</summary>
    public FakeLiveSystem Answer(Func<string, bool> asks, params IEnumerable<(string Labels, double Value)> samples) => Answer(
        asks,
        new JsonObject
        {
            ["resultType"] = "vector",
            ["result"] = new JsonArray([.. samples.Select(sample => new JsonObject
            {
                ["metric"] = JsonNode.Parse(sample.Labels),
                ["value"] = new JsonArray(0, sample.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            })]),
        }.ToJsonString());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IResult Json(string text) => Results.Text(text, "application/json");
}

using System.Globalization;
using System.Text.Json;
using RusToK.Benchmarks.Events.Measuring;
using RusToK.Benchmarks.GraphQL.Contestants;
using RusToK.Benchmarks.GraphQL.Load;
using RusToK.Benchmarks.GraphQL.PostGraphile;
using RusToK.Benchmarks.GraphQL.Servers;
using RusToK.Benchmarks.Telemetry.Reporting;

namespace RusToK.Benchmarks.GraphQL;

/// <summary>One question to all contestants.</summary>
internal static class Tournament
{
    private const string Static = "static JSON, Kestrel";
    private const string Bare = "bare Npgsql";

    /// <param name="system">What is asked.</param>
    /// <param name="question">What all are asked.</param>
    /// <param name="wanted">Parts of the names of those that take part.</param>
    /// <param name="plan">How much.</param>
    /// <param name="report">Where the numbers go.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">An answer is not what the others say, or no telemetry was sent.</exception>
    public static async Task RunAsync(
        SystemUnderTest system, ProductQuestion question, IReadOnlyList<string> wanted, LoadPlan plan, Report report,
        CancellationToken cancellationToken)
    {
        // The answer that the static server sends is the API's own, whole.
        var answer = await AnswerAsync(system, question, cancellationToken);
        var data = DataOf(answer, question);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, answer, cancellationToken);
            await using var @static = await ServedProcess.StartAsync(
                StaticServer.Kind, new Dictionary<string, string> { [StaticServer.Answer + question.Name] = file }, cancellationToken);
            await using var bare = await ServedProcess.StartAsync(
                BareServer.Kind,
                new Dictionary<string, string> { [BareServer.Database] = system.SuperuserConnectionString + ";Maximum Pool Size=20;Max Auto Prepare=20;Auto Prepare Min Usages=2" },
                cancellationToken);
            await using var rival = await PostGraphileServer.StartAsync(system, question, data, wanted, cancellationToken);
            var contestants = (await ContestantsAsync(system, question, @static.Port, bare.Port, cancellationToken)).Concat(rival.Contestants)
                .Where(c => c.Name is Static or Bare || wanted.Any(part => c.Name.Contains(part, StringComparison.OrdinalIgnoreCase))).ToList();
            var processors = await CpuMeter.CreateAsync(system.Database.Superuser, system.Servers.Redis.ConnectionString, new Dictionary<string, int>(rival.Processes)
            {
                [Static] = @static.ProcessId,
                [Bare] = bare.ProcessId,
                [system.Forgetful.Name] = system.Forgetful.ProcessId,
                [system.Remembering.Name] = system.Remembering.ProcessId,
                [system.Limiting.Name] = system.Limiting.ProcessId,
            }, cancellationToken);
            var spans = system.Backend.Spans;
            var turns = await Rounds.RunAsync(contestants, c => c.Answer ?? (c.Status == 200 ? data : default), processors, plan, cancellationToken);
            if (system.Backend.Spans == spans)
                throw new InvalidOperationException("No span has reached the backend: telemetry was not on.");
            Print(report, question, plan, contestants, turns, answer.Length, rival.Remark);
            Keep(report, question, turns);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>All contestants, and the API's documents where it has to know them.</summary>
    private static async Task<IReadOnlyList<Contestant>> ContestantsAsync(
        SystemUnderTest system, ProductQuestion question, int @static, int bare, CancellationToken cancellationToken)
    {
        _ = await LearnAsync([system.Forgetful.Port, system.Remembering.Port, system.Limiting.Port], question, cancellationToken);
        var (_, tag) = await AskAsync(system.Remembering.Port, Requests.GetByHash(question), cancellationToken);
        if (tag is null)
            throw new InvalidOperationException("The API does not keep its answer.");
        var byHash = Requests.GetByHash(question);
        return
        [
            new(Static, Static, @static, Requests.Get("/" + question.Name)),
            new(Bare, Bare, bare, Requests.Get("/" + question.Name)),
            new("RusToK, nothing cached", system.Forgetful.Name, system.Forgetful.Port, Requests.Text(question)),
            new("RusToK, nothing cached, persisted", system.Forgetful.Name, system.Forgetful.Port, Requests.Hash(question)),
            new("RusToK, products cached", system.Remembering.Name, system.Remembering.Port, Requests.Text(question)),
            new("RusToK, persisted, response cached", system.Remembering.Name, system.Remembering.Port, byHash),
            new("the same, 304", system.Remembering.Name, system.Remembering.Port, Requests.GetByHash(question, tag), Status: 304),
            new("the same, rate limits on", system.Limiting.Name, system.Limiting.Port, byHash),
        ];
    }

    /// <summary>Tells processes of the API the document, so that its hash will do.</summary>
    /// <returns>What all of them have to answer.</returns>
    public static async Task<ReadOnlyMemory<byte>> LearnAsync(IEnumerable<int> apis, ProductQuestion question, CancellationToken cancellationToken)
    {
        var answer = Array.Empty<byte>();
        foreach (var api in apis)
            (answer, _) = await AskAsync(api, Requests.Persist(question), cancellationToken);
        return DataOf(answer, question);
    }

    private static async Task<byte[]> AnswerAsync(SystemUnderTest system, ProductQuestion question, CancellationToken cancellationToken) =>
        (await AskAsync(system.Forgetful.Port, Requests.Text(question), cancellationToken)).Body;

    private static async Task<(byte[] Body, string? Tag)> AskAsync(int port, byte[] request, CancellationToken cancellationToken)
    {
        using var connection = await HttpConnection.OpenAsync(port, cancellationToken);
        var answer = await connection.AskAsync(request, cancellationToken);
        return answer.Status == 200 ? (answer.Body.ToArray(), answer.Header("ETag")) : throw new InvalidOperationException($"The API does not answer: {answer}");
    }

    /// <summary>What all have to say byte for byte, once it is known to be what was asked for.</summary>
    public static ReadOnlyMemory<byte> DataOf(byte[] answer, ProductQuestion question)
    {
        using var json = JsonDocument.Parse(answer);
        var data = json.RootElement.GetProperty("data");
        List<JsonElement> products = question.Products == 1 ? [data.GetProperty("product")] : [.. data.GetProperty("products").GetProperty("nodes").EnumerateArray()];
        if (products.Count != question.Products || products.Any(p => p.GetProperty("variants").GetArrayLength() == 0 || p.GetProperty("title").GetString() is not { Length: > 0 }))
            throw new InvalidOperationException($"This is not what was asked for: {json.RootElement}");
        return answer.AsMemory(0, answer.AsSpan().IndexOf(",\"extensions\""u8));
    }

    private static void Print(
        Report report, ProductQuestion question, LoadPlan plan, IReadOnlyList<Contestant> contestants, Dictionary<string, List<Turn>> turns, int bytes,
        string remark) => report.Print(
        string.Create(CultureInfo.InvariantCulture, $"{question.Name}: {question.Products} products with variants, {bytes:N0} bytes, {plan.Connections} connections in a closed loop, medians of {plan.Rounds} rounds of {plan.Slices * plan.Slice.TotalSeconds:0.0} s (lowest-highest){remark}"),
        ["contestant", "requests/s", "of static", "of bare", "server us", "PostgreSQL us", "Redis us", "client us", "p50 ms", "p99 ms"],
        contestants.Select(c => Row(c.Name, turns[c.Name], turns[Static], turns[Bare])));

    private static IReadOnlyList<string> Row(string name, List<Turn> own, List<Turn> @static, List<Turn> bare)
    {
        return
        [
            name, Spread.Of(own.Select(t => t.PerSecond)).Text("N0"), Ratio(@static), Ratio(bare),
            Median(t => t.Server, "N0"), Median(t => t.Postgres, "N0"), Median(t => t.Redis, "N0"), Median(t => t.Client, "N0"), Median(t => t.P50, "N2"), Median(t => t.P99, "N2"),
        ];

        string Ratio(List<Turn> yardstick) => Spread.OfRatios(own.Select(t => t.PerSecond), yardstick.Select(t => t.PerSecond)).Text("N2");

        string Median(Func<Turn, double> value, string format) => Spread.Of(own.Select(value)).Median.ToString(format, CultureInfo.InvariantCulture);
    }

    private static void Keep(Report report, ProductQuestion question, Dictionary<string, List<Turn>> turns)
    {
        foreach (var (name, rounds) in turns)
        {
            report.Keep($"{question.Name}/{name}/perSecond", rounds.Select(t => t.PerSecond));
            report.Keep($"{question.Name}/{name}/serverMicroseconds", rounds.Select(t => t.Server));
            report.Keep($"{question.Name}/{name}/postgresMicroseconds", rounds.Select(t => t.Postgres));
            report.Keep($"{question.Name}/{name}/redisMicroseconds", rounds.Select(t => t.Redis));
            report.Keep($"{question.Name}/{name}/clientMicroseconds", rounds.Select(t => t.Client));
            report.Keep($"{question.Name}/{name}/p50Milliseconds", rounds.Select(t => t.P50));
            report.Keep($"{question.Name}/{name}/p99Milliseconds", rounds.Select(t => t.P99));
        }
    }
}

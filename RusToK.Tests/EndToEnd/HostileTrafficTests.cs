using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RusToK.Core.Tenancy;
using RusToK.Embedded.Servers;
using Xunit;

namespace RusToK.Tests.EndToEnd;

/// <summary>Documents and bodies that nobody means well with, against the product's own schema and endpoints in a process of its own.</summary>
[Collection(nameof(RunningSystemTests))]
public sealed partial class HostileTrafficTests(RunningSystem system, ITestOutputHelper output)
{
    private const int Requests = 20_000;
    private const int WarmUp = 5_000;
    private const long MaxGrowth = 100 * 1024 * 1024;

    private static readonly string[] Injections =
    [
        "' OR 1=1 --", "\\u0000", "'; DROP TABLE content.nodes; --", "{{7*7}}", "<script>alert(1)</script>", "../../etc/passwd", "%00", "\\ud800", "$(reboot)",
        "00000000-0000-0000-0000-000000000000", "🜁🜂", "-1", "1e999", "NaN", "9223372036854775808",
    ];

    private static readonly string[] Paths =
    [
        "/api/auth/sign-in", "/api/auth/sign-up", "/api/auth/refresh", "/api/auth/reset-password", "/api/auth/verify-email", "/api/auth/change-password",
        "/api/auth/users", "/api/auth/sessions/1", "/api/auth/users/x/role", "/api/content/nodes", "/api/content/search", "/api/products", "/api/nothing",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Twenty_thousand_of_them_are_refused_with_a_code_and_take_no_memory_for_good()
    {
        var tenant = await system.NewTenantAsync();
        // Sampled as in production: a backend that others wait for has no room for each of them.
        await using var process = await system.StartAnotherAsync(
            "RusToK.Api", "rustok-api-hostile", ("OTEL_TRACES_SAMPLER", "parentbased_traceidratio"), ("OTEL_TRACES_SAMPLER_ARG", "0.01"));
        using var api = new HttpClient { BaseAddress = process.Address };
        var words = Names().Matches(await api.GetStringAsync(new Uri("/graphql/schema", UriKind.Relative), Cancellation)).Select(m => m.Value).Distinct().ToArray();
        Assert.True(words.Length > 300, $"{words.Length} names in the schema");
        var statuses = new int[600];

        await SendAsync(api, tenant, words, 0, WarmUp, statuses);
        var before = MemoryOf(process);
        await SendAsync(api, tenant, words, WarmUp, Requests, statuses);
        var after = MemoryOf(process);

        var counted = string.Join(", ", statuses.Select((count, status) => (count, status)).Where(s => s.count > 0).Select(s => $"{s.status}: {s.count}"));
        output.WriteLine($"{Requests} requests: {counted}; resident {before >> 20} MiB after {WarmUp}, {after >> 20} MiB at the end");
        Assert.Equal(Requests, statuses.Sum());
        Assert.True(after - before < MaxGrowth, $"It grew from {before} to {after} bytes.");
    }

    /// <summary>Bytes that it has in use.</summary>
    private static long MemoryOf(ProjectProcess process)
    {
        using var running = Process.GetProcessById(process.ProcessId);
        return running.WorkingSet64;
    }

    private static async Task SendAsync(HttpClient api, Tenant tenant, string[] words, int from, int to, int[] statuses) => await Parallel.ForEachAsync(
        Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation },
        async (number, stop) =>
        {
            using var request = number % 4 == 0 ? Rest(new Random(number)) : GraphQL(new Random(number), words);
            request.Headers.Add("X-Tenant-ID", tenant.Id.ToString());
            using var response = await api.SendAsync(request, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            Interlocked.Increment(ref statuses[(int)response.StatusCode]);
            Assert.True((int)response.StatusCode < 500, $"{number}: {response.StatusCode} {text}");
            if (response.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Accepted)
                return;
            var answer = JsonElement.Parse(text);
            foreach (var one in answer.ValueKind == JsonValueKind.Array ? [.. answer.EnumerateArray()] : new[] { answer })
                if (one.TryGetProperty("errors", out var errors))
                    Assert.All(errors.EnumerateArray(), e => Assert.NotEqual("INTERNAL", e.GetProperty("extensions").GetProperty("code").GetString()));
        });

    private static HttpRequestMessage GraphQL(Random random, string[] words)
    {
        var document = random.Next(6) switch
        {
            0 => "{ " + string.Concat(Enumerable.Repeat($"{Word(random, words)} {{ ", random.Next(1, 200))) + "id" + new string('}', random.Next(0, 200)),
            1 => "{ " + string.Join(' ', Enumerable.Range(0, random.Next(1, 800)).Select(i => $"a{i}: {Word(random, words)}")) + " }",
            2 => "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a " + Word(random, words) + " }",
            3 => $"mutation {{ {Word(random, words)}(input: {Value(random, words, 0)}) {{ {Word(random, words)} {{ id }} }} }}",
            4 => $"query($a: {Word(random, words)}!) {{ {Word(random, words)}({Word(random, words)}: $a, {Word(random, words)}: {Value(random, words, 0)}) {{ nodes {{ id }} }} }}",
            _ => string.Join(' ', Enumerable.Range(0, random.Next(1, 60)).Select(_ => random.Next(3) == 0 ? "{}()[]!:$@|=&\"#"[random.Next(15)].ToString() : Word(random, words))),
        };
        object body = new { query = document, variables = new { a = Injections[random.Next(Injections.Length)], b = random.Next() } };
        var json = random.Next(20) == 0 ? JsonSerializer.Serialize(Enumerable.Repeat(body, random.Next(1, 30))) : JsonSerializer.Serialize(body);
        return Post("/graphql", Damage(random, json));
    }

    private static HttpRequestMessage Rest(Random random)
    {
        var path = Paths[random.Next(Paths.Length)];
        if (random.Next(3) == 0)
            return new HttpRequestMessage(HttpMethod.Get, $"{path}?{Uri.EscapeDataString(Injections[random.Next(Injections.Length)])}&first={random.Next(-5, 500)}&after={Uri.EscapeDataString(Injections[random.Next(Injections.Length)])}&query=%27&search=%22&locale=%2500");
        var value = Injections[random.Next(Injections.Length)];
        var body = random.Next(5) switch
        {
            0 => new string('[', random.Next(1, 2_000)),
            1 => $"{{\"email\":\"{value}\",\"password\":\"{value}\",\"token\":\"{value}\",\"refreshToken\":\"{value}\"}}",
            2 => $"{{\"email\":{{\"a\":[1,2,{random.Next()}]}},\"password\":null}}",
            3 => "{\"email\":\"" + new string('a', random.Next(1, 5_000)) + "\",\"password\":\"" + new string('b', random.Next(1, 5_000)) + "\"}",
            _ => string.Concat(Enumerable.Repeat("{\"a\":", random.Next(1, 500))),
        };
        return Post(path, Damage(random, body));
    }

    private static byte[] Damage(Random random, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = random.Next(4) == 0 ? random.Next(1, 5) : 0; i > 0 && bytes.Length > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static HttpRequestMessage Post(string path, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }

    private static string Value(Random random, string[] words, int depth) => random.Next(depth > 4 ? 4 : 6) switch
    {
        0 => $"\"{Injections[random.Next(Injections.Length)]}\"",
        1 => random.Next(-3, int.MaxValue).ToString(System.Globalization.CultureInfo.InvariantCulture),
        2 => "null",
        3 => Word(random, words),
        4 => $"[{string.Join(", ", Enumerable.Range(0, random.Next(0, 5)).Select(_ => Value(random, words, depth + 1)))}]",
        _ => $"{{ {string.Join(", ", Enumerable.Range(0, random.Next(0, 5)).Select(_ => $"{Word(random, words)}: {Value(random, words, depth + 1)}"))} }}",
    };

    private static string Word(Random random, string[] words) => words[random.Next(words.Length)];

    [GeneratedRegex(@"\b[A-Za-z_][A-Za-z0-9_]{2,40}\b")]
    private static partial Regex Names();
}

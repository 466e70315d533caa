using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;

namespace RusToK.Benchmarks.Telemetry.Load;

/// <summary>A part of a turn: some requests to one variant, in a closed loop.</summary>
/// <param name="Elapsed">From the first request to the last answer.</param>
/// <param name="Milliseconds">Of each request.</param>
internal sealed record Slice(TimeSpan Elapsed, IReadOnlyList<double> Milliseconds)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Asks for so many, in a closed loop.</summary>
    /// <exception cref="InvalidOperationException">An answer was not right: nothing is timed that does not answer right.</exception>
    public static async Task<Slice> RunAsync(ApiUnderTest api, Workload work, int requests, int clients, CancellationToken cancellationToken)
    {
        await CheckAsync(api, work, cancellationToken);
        var milliseconds = new double[requests];
        var next = -1;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(ClientAsync, cancellationToken)));
        return new Slice(Stopwatch.GetElapsedTime(started), milliseconds);

        async Task ClientAsync()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < requests;)
            {
                var sent = Stopwatch.GetTimestamp();
                var answer = await AskAsync(api, work, i, cancellationToken);
                milliseconds[i] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
                // The whole answer was looked at before; here a failure must not pass for a fast answer.
                if (answer.AsSpan().IndexOf("\"errors\""u8) >= 0)
                    throw Wrong(api, work, answer);
            }
        }
    }

    private static async Task CheckAsync(ApiUnderTest api, Workload work, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(api, work, 0, cancellationToken);
        using var json = JsonDocument.Parse(answer);
        if (json.RootElement.TryGetProperty("errors", out _) || !work.IsRight(json.RootElement.GetProperty("data")))
            throw Wrong(api, work, answer);
    }

    private static async Task<byte[]> AskAsync(ApiUnderTest api, Workload work, int number, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(work.Body(number)) { Headers = { ContentType = Json } } };
        if (work.SignedIn)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", api.Token);
        using var response = await api.Client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    private static InvalidOperationException Wrong(ApiUnderTest api, Workload work, byte[] answer) =>
        new($"'{api.Name}' does not answer '{work.Name}' right: {System.Text.Encoding.UTF8.GetString(answer)}");
}

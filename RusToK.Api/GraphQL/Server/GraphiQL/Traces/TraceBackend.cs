using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;
using RusToK.Core.Resilience;

namespace RusToK.Api.GraphQL.Server.GraphiQL.Traces;

/// <summary>Asks the telemetry backend for traces, over the Aspire dashboard's telemetry API.</summary>
/// <seealso href="https://github.com/microsoft/aspire/blob/main/docs/specs/dashboard-http-api.md">Telemetry HTTP API</seealso>
internal sealed class TraceBackend(IHttpClientFactory clients, IOptions<TraceLinkOptions> options)
{
    /// <summary>The client's name, for those who configure it.</summary>
    public const string Client = "telemetry-backend";

    /// <summary>Longest time one question may take, repetitions included: the page asks again anyway.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Bytes of an answer; a trace that takes more is nobody's waterfall.</summary>
    public const int MaxAnswerBytes = 32 * 1024 * 1024;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <param name="traceId">32 lowercase hex digits.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <returns>What has arrived of the trace; null when nothing has.</returns>
    /// <exception cref="UnavailableException">It does not answer in time, or not with a trace.</exception>
    public async Task<OtlpTrace?> FindAsync(string traceId, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(Client);
            using var response = await client.GetAsync(AddressOf(traceId), bounded.Token);
            if (response.StatusCode == HttpStatusCode.NotFound)
                return null;
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(bounded.Token);
            using var answer = await JsonDocument.ParseAsync(body, cancellationToken: bounded.Token);
            return OtlpTrace.Read(traceId, answer.RootElement);
        }
        catch (Exception error) when (IsOutage(error) && !cancellationToken.IsCancellationRequested)
        {
            throw new UnavailableException(Dependencies.Http, RetryAfter, error);
        }
    }

    private Uri AddressOf(string traceId) => new($"{options.Value.TraceApi!.TrimEnd('/')}/traces/{traceId}");

    private static bool IsOutage(Exception error) =>
        error is HttpRequestException or IOException or JsonException or ExecutionRejectedException or OperationCanceledException;
}

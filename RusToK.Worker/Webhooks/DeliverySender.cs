using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using RusToK.Core.Faults;
using RusToK.Core.Webhooks;
using RusToK.Core.Webhooks.Signing;
using RusToK.Core.Webhooks.Targets;

namespace RusToK.Worker.Webhooks;

/// <summary>
/// Posts one delivery, signed. Redirects are not followed, cookies not kept, proxies of the environment not asked, and the receiver is told
/// of the trace, not of its baggage.
/// </summary>
internal sealed class DeliverySender : IDisposable
{
    private static readonly ProductInfoHeaderValue Agent = new("RusToK-Webhooks", "1.0");
    private readonly TargetRules _rules;
    private readonly DeliveryOptions _options;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http;
    private readonly FaultPoint? _faults;

    public DeliverySender(TargetRules rules, IHostAddresses hosts, IOptions<DeliveryOptions> options, TimeProvider clock, ActiveFaults? faults = null)
    {
        (_rules, _options, _clock) = (rules, options.Value, clock);
        _faults = faults is null ? null : new FaultPoint(faults, FaultSeams.Webhook, TargetDown);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // The headers of the trace are written here, from the delivery's own span.
            ActivityHeadersPropagator = null,
            ConnectCallback = new CheckedConnections(rules, hosts).ConnectAsync,
            ConnectTimeout = _options.Timeout,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            MaxConnectionsPerServer = _options.Parallel,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
        });
    }

    /// <param name="delivery">What to send.</param>
    /// <param name="span">Its span; null when it is not traced.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired; the receiver may have got it.</exception>
    public async Task<AttemptResult> SendAsync(DueDelivery delivery, Activity? span, CancellationToken cancellationToken)
    {
        if (_rules.Check(delivery.Url) is { } broken)
            return new AttemptResult(AttemptResult.Blocked, Error: broken.Message);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_options.Timeout);
        try
        {
            if (_faults is not null)
                await _faults.PassAsync(new TenantSubject(delivery.TenantId), timeout.Token);
            using var request = Request(delivery, span);
            using var response = await _http.SendAsync(request, timeout.Token);
            var excerpt = await ReadAsync(response.Content, timeout.Token);
            return response.IsSuccessStatusCode
                ? new AttemptResult(AttemptResult.Ok, (int)response.StatusCode, Response: excerpt)
                : new AttemptResult(AttemptResult.Refused, (int)response.StatusCode, Response: excerpt, RetryAfter: PauseOf(response));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new AttemptResult(AttemptResult.Timeout, Error: string.Create(CultureInfo.InvariantCulture, $"No complete answer within {_options.Timeout.TotalSeconds:0.###} s."));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            return Blame(error);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestException TargetDown(Fault fault) =>
        new(HttpRequestError.ConnectionError, InjectedFaultException.TextOf(fault), new SocketException((int)SocketError.ConnectionRefused));

    private HttpRequestMessage Request(DueDelivery delivery, Activity? span)
    {
        var body = WebhookPayload.Of(delivery.Event);
        var timestamp = _clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, delivery.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Add(WebhookSignature.IdHeader, delivery.Id.ToString());
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(delivery.Id, timestamp, body, delivery.Secrets));
        if ((span?.Id ?? delivery.Event.TraceParent) is { } traceParent)
            request.Headers.Add("traceparent", traceParent);
        if ((span is null ? delivery.Event.TraceState : span.TraceStateString) is { Length: > 0 } traceState)
            request.Headers.TryAddWithoutValidation("tracestate", traceState);
        return request;
    }

    /// <summary>The beginning of the answer. One that breaks off or does not come to an end is one all the same: the status was the answer.</summary>
    private static async Task<string?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var buffer = new byte[ResponseExcerpt.MostBytes];
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return ResponseExcerpt.Of(buffer.AsSpan(0, length));
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }
    }

    private TimeSpan? PauseOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } pause } => pause,
        { Date: { } date } => date - _clock.GetUtcNow(),
        _ => null,
    };

    /// <summary>What went wrong in words that name neither host nor address: the name may resolve to what nobody should learn of.</summary>
    private static AttemptResult Blame(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case BlockedTargetException blocked:
                    return new AttemptResult(AttemptResult.Blocked, Error: blocked.Message);
                case SocketException socket:
                    return new AttemptResult(AttemptResult.Unreachable, Error: $"The connection failed: {socket.SocketErrorCode}.");
                case System.Security.Authentication.AuthenticationException:
                    return new AttemptResult(AttemptResult.Unreachable, Error: "The certificate is not valid.");
            }
        }

        return new AttemptResult(AttemptResult.Unreachable, Error: error is HttpRequestException http ? $"The exchange failed: {http.HttpRequestError}." : "The exchange failed.");
    }
}

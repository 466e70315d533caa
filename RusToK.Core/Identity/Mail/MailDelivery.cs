using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using RusToK.Core.Content.Text;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Identity.Mail;

/// <summary>Sends what is in the queue, one after the other, each with a span below the command that wrote it.</summary>
internal sealed partial class MailDelivery(MailQueue queue, IMailSender sender, TimeProvider clock, ILogger<MailDelivery> logger) : BackgroundService
{
    private readonly ResiliencePipeline _retries = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<Exception>(e => e is not OperationCanceledException),
            MaxRetryAttempts = 3,
            Delay = TimeSpan.FromSeconds(1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        })
        .Build();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var mail in queue.Reader.ReadAllAsync(stoppingToken))
            await SendAsync(mail, stoppingToken);
    }

    private async Task SendAsync(QueuedMail mail, CancellationToken stop)
    {
        var kind = EnumText<MailKind>.Of(mail.Message.Kind);
        using var span = TelemetrySources.Identity.StartActivity("send mail", ActivityKind.Client, mail.Cause);
        span?.SetTag(Attributes.MailKind, kind).SetTag(Attributes.TenantId, mail.Message.TenantId).SetTag(Attributes.UserId, mail.UserId);
        try
        {
            await _retries.ExecuteAsync(async token => await sender.SendAsync(mail.Message, token), stop);
            MailMetrics.Count(mail.Message.Kind, MailMetrics.Sent);
            LogSent(kind);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            MailMetrics.Count(mail.Message.Kind, MailMetrics.Failed);
            // The type only: what mail servers say quotes the address.
            span?.SetTag(Attributes.ErrorType, error.GetType().FullName).SetStatus(ActivityStatusCode.Error, error.GetType().Name);
            LogFailed(kind, error.GetType().FullName);
        }
    }

    [LoggerMessage(2103, LogLevel.Information, "A mail was sent ({Kind})", EventName = "mail.sent")]
    private partial void LogSent(string kind);

    [LoggerMessage(2104, LogLevel.Error, "A mail could not be sent ({Kind}): {ErrorType}", EventName = "mail.failed")]
    private partial void LogFailed(string kind, string? errorType);
}

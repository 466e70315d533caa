using System.Diagnostics;
using System.Threading.Channels;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Identity.Mail;

/// <summary>
/// Mails that wait to be sent, in memory and bounded. Requests only put them here, so how long the mail server takes tells nobody
/// whether there was a mail. What is lost with the process is asked for again by whoever misses it.
/// </summary>
internal sealed class MailQueue
{
    private const int Capacity = 1000;

    private readonly Channel<QueuedMail> _channel = Channel.CreateBounded<QueuedMail>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<QueuedMail> Reader => _channel.Reader;

    public void Add(MailMessage message)
    {
        if (!_channel.Writer.TryWrite(new QueuedMail(message, Activity.Current?.Context ?? default, Activity.Current?.GetBaggageItem(Attributes.UserId))))
            MailMetrics.Count(message.Kind, MailMetrics.Dropped);
    }
}

/// <summary>A mail with the span of the command that wrote it, and who is signed in there; null when nobody is.</summary>
internal sealed record QueuedMail(MailMessage Message, ActivityContext Cause, string? UserId);

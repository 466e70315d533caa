using System.Collections.Concurrent;

namespace RusToK.Core.Identity.Mail;

/// <summary>Keeps the last mails in memory, where a developer can read them. Registered in development only.</summary>
public sealed class DevelopmentMailbox : IMailSender
{
    private const int Kept = 50;

    private readonly ConcurrentQueue<MailMessage> _mails = new();

    /// <summary>Oldest first.</summary>
    public IReadOnlyCollection<MailMessage> Mails => _mails;

    public Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        _mails.Enqueue(message);
        while (_mails.Count > Kept)
            _mails.TryDequeue(out _);
        return Task.CompletedTask;
    }
}

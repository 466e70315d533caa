using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace RusToK.Core.Identity.Mail;

/// <summary>Sends by SMTP (RFC 5321), one connection a mail: there are few.</summary>
internal sealed class SmtpMailSender(IOptions<SmtpOptions> options) : IMailSender
{
    private const int ImplicitTlsPort = 465;

    private readonly SmtpOptions _options = options.Value;

    public async Task SendAsync(MailMessage message, CancellationToken cancellationToken)
    {
        using var mail = new MimeMessage();
        mail.From.Add(MailboxAddress.Parse(_options.From!));
        mail.To.Add(MailboxAddress.Parse(message.To));
        mail.Subject = message.Subject;
        mail.Body = new TextPart("plain") { Text = message.Text };

        using var client = new SmtpClient { Timeout = (int)(_options.TimeoutSeconds * 1000) };
        await client.ConnectAsync(_options.Host!, _options.Port, Security, cancellationToken);
        if (_options.UserName is { } user)
            await client.AuthenticateAsync(user, _options.Password ?? "", cancellationToken);
        await client.SendAsync(mail, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    private SecureSocketOptions Security => (_options.RequireTls, _options.Port) switch
    {
        (_, ImplicitTlsPort) => SecureSocketOptions.SslOnConnect,
        (true, _) => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };
}

namespace RusToK.Core.Identity.Mail;

/// <summary>Brings a mail on its way. A seam: what it is depends on the installation.</summary>
public interface IMailSender
{
    /// <exception cref="IOException">It could not be sent now; a later attempt may succeed. As are the exceptions of the transport itself.</exception>
    Task SendAsync(MailMessage message, CancellationToken cancellationToken);
}

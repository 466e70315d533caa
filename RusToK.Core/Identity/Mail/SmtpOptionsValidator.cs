using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;

namespace RusToK.Core.Identity.Mail;

/// <summary>A system that cannot send mail would lock its users out in silence, so it does not start.</summary>
internal sealed class SmtpOptionsValidator(IHostEnvironment environment) : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        if (options.Host is null)
        {
            return environment.IsDevelopment()
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"{SmtpOptions.Section}:Host is missing: set it to the mail server (and {SmtpOptions.Section}:From to the sender).");
        }

        return MailboxAddress.TryParse(options.From, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{SmtpOptions.Section}:From must be the sender's mail address.");
    }
}

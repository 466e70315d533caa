using System.ComponentModel.DataAnnotations;

namespace RusToK.Core.Identity.Mail;

/// <summary>The mail server; section <c>Identity:Smtp</c>. Development needs none: mails then stay in the process.</summary>
public sealed class SmtpOptions
{
    public const string Section = "Identity:Smtp";

    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public string? UserName { get; set; }

    public string? Password { get; set; }

    /// <summary>Sender's address, such as <c>RusToK &lt;no-reply@shop.example&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>Refuse to send without TLS. Switch off only for a server on the same machine.</summary>
    public bool RequireTls { get; set; } = true;

    [Range(1, 300)]
    public double TimeoutSeconds { get; set; } = 15;
}

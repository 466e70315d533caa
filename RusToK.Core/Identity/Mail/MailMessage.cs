using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Mail;

/// <summary>A mail in plain text. It prints nothing of itself.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="TenantId">On whose behalf.</param>
/// <param name="To">The address.</param>
/// <param name="Subject">Without anything personal.</param>
/// <param name="Text">With the token, or a link that holds it.</param>
/// <param name="Token">The token by itself, for the mailbox of a development system.</param>
public sealed record MailMessage(MailKind Kind, Guid TenantId, [property: Confidential] string To, string Subject, [property: Confidential] string Text, Secret Token)
{
    public override string ToString() => $"mail ({Kind})";
}

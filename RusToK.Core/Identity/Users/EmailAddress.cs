using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Identity.Users;

/// <summary>What counts as a mail address, and when two are the same.</summary>
public static class EmailAddress
{
    /// <summary>Longest address a mail can be sent to (RFC 5321, 4.5.3.1.3, without the brackets).</summary>
    public const int MaxLength = 254;

    public static bool IsValid(string? email) =>
        email is { Length: > 2 and <= MaxLength }
        && StorableText.IsStorable(email) && !email.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email;

    /// <summary>The form in which addresses are compared: without surrounding blanks, in lower case.</summary>
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();

    /// <summary>What stands for an address where the address itself must not be kept.</summary>
    public static byte[] Hash(string normalized) => SHA256.HashData(Encoding.UTF8.GetBytes(normalized));
}

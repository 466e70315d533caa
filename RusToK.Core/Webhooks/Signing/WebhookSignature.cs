using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RusToK.Core.Webhooks.Signing;

/// <summary>
/// Headers by which a receiver knows that a delivery is ours, as Standard Webhooks 1.0 has them: <c>webhook-id</c>, the same in every attempt;
/// <c>webhook-timestamp</c>, seconds since 1970 of this attempt; <c>webhook-signature</c>, one <c>v1,{Base64 of HMAC-SHA256}</c> for each
/// secret that counts, separated by blanks. What is signed is <c>{id}.{timestamp}.{body}</c>.
/// </summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    /// <param name="id">Of the delivery.</param>
    /// <param name="timestamp">Seconds since 1970.</param>
    /// <param name="body">The bytes that are sent.</param>
    /// <param name="secrets">Newest first.</param>
    public static string Sign(Guid id, long timestamp, ReadOnlySpan<byte> body, IEnumerable<string> secrets)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        var message = new byte[head.Length + body.Length];
        head.CopyTo(message, 0);
        body.CopyTo(message.AsSpan(head.Length));
        return string.Join(' ', secrets.Select(s => "v1," + Convert.ToBase64String(HMACSHA256.HashData(WebhookSecret.KeyOf(s), message))));
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RusToK.Tests.Webhooks;

/// <summary>A request as a receiver got it.</summary>
/// <param name="Path">Of the URL.</param>
/// <param name="Headers">By name.</param>
/// <param name="Body">The bytes.</param>
/// <param name="At">By the clock that only goes forward.</param>
internal sealed record ReceivedWebhook(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body, long At)
{
    public string Id => Headers["webhook-id"];

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Type => Json.GetProperty("type").GetString()!;

    public string EventId => Json.GetProperty("id").GetString()!;

    /// <summary>What a receiver does by the documentation, without anything of the product's.</summary>
    public bool IsSignedBy(string secret)
    {
        var key = Convert.FromBase64String(secret.Split('_')[1]);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{Headers["webhook-id"]}.{Headers["webhook-timestamp"]}."), .. Body];
        using var hmac = new HMACSHA256(key);
        var expected = hmac.ComputeHash(signed);
        var isRecent = Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(Headers["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture)) < 300;
        return isRecent && Headers["webhook-signature"].Split(' ').Any(s =>
            s.StartsWith("v1,", StringComparison.Ordinal) && CryptographicOperations.FixedTimeEquals(Convert.FromBase64String(s[3..]), expected));
    }
}

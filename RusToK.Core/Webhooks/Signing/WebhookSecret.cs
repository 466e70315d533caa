using System.Security.Cryptography;

namespace RusToK.Core.Webhooks.Signing;

/// <summary>A shared key of an endpoint and its receiver, in the text form of Standard Webhooks: <c>whsec_</c> and 32 random bytes in Base64.</summary>
public static class WebhookSecret
{
    public const string Prefix = "whsec_";
    private const int Bytes = 32;

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    internal static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[Prefix.Length..]);
}

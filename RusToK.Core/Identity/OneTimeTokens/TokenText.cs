using System.Buffers.Text;
using System.Security.Cryptography;

namespace RusToK.Core.Identity.OneTimeTokens;

/// <summary>Tokens that mean nothing by themselves: random bytes for the client, their hash for the database.</summary>
internal static class TokenText
{
    /// <summary>256 bits: as good as the hash they are kept under.</summary>
    private const int Bytes = 32;

    public static (Secret Token, byte[] Hash) Create()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        RandomNumberGenerator.Fill(bytes);
        return (Base64Url.EncodeToString(bytes), SHA256.HashData(bytes));
    }

    /// <returns>The hash to look for; null when it is no token.</returns>
    public static byte[]? HashOf(Secret token)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return token.Value is { Length: <= 64 } text && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Bytes
                ? SHA256.HashData(bytes)
                : null;
    }
}

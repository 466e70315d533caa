using System.Buffers.Text;
using System.Security.Cryptography;
using RusToK.Core.Privacy;

namespace RusToK.Core.Identity.Sessions;

/// <summary>
/// A refresh token: 16 random bytes that all tokens of a session have in common, and 32 random bytes of its own. The common part finds
/// the session when an old token comes back; only its hash is stored, so nobody can play an old token who has never held one.
/// </summary>
internal sealed record RefreshToken([property: Confidential] byte[] FamilyHash, [property: Confidential] byte[] TokenHash)
{
    private const int FamilyBytes = 16;
    private const int OwnBytes = 32;

    public static (Secret Token, RefreshToken Hashes) Create()
    {
        var bytes = RandomNumberGenerator.GetBytes(FamilyBytes + OwnBytes);
        return (Base64Url.EncodeToString(bytes), HashesOf(bytes));
    }

    /// <summary>The next token of the same session.</summary>
    /// <param name="current">One that <see cref="TryParse"/> knows.</param>
    public static (Secret Token, RefreshToken Hashes) Next(Secret current)
    {
        var bytes = Base64Url.DecodeFromChars(current.Value);
        RandomNumberGenerator.Fill(bytes.AsSpan(FamilyBytes));
        return (Base64Url.EncodeToString(bytes), HashesOf(bytes));
    }

    /// <returns>The hashes; null when it is no refresh token.</returns>
    public static RefreshToken? TryParse(Secret token)
    {
        Span<byte> bytes = stackalloc byte[FamilyBytes + OwnBytes];
        return token.Value is { Length: 64 } text && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == bytes.Length
                ? HashesOf(bytes)
                : null;
    }

    private static RefreshToken HashesOf(ReadOnlySpan<byte> bytes) => new(SHA256.HashData(bytes[..FamilyBytes]), SHA256.HashData(bytes));

    public override string ToString() => Printed.Of(this);
}

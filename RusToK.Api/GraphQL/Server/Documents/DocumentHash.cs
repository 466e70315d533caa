using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace RusToK.Api.GraphQL.Server.Documents;

/// <summary>SHA-256 of a document's UTF-8 text in lower-case hex, the id that Apollo's persisted queries use.</summary>
internal static class DocumentHash
{
    public const int Length = 64;

    public static string Of(string document)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(document.Length));
        try
        {
            var bytes = Encoding.UTF8.GetBytes(document, buffer);
            Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, bytes), digest);
            return Convert.ToHexStringLower(digest);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static bool IsWellFormed(string hash) => hash.Length == Length && !hash.AsSpan().ContainsAnyExcept(HexDigits);

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
}

using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RusToK.Core.Content.Queries;

/// <summary>A place in an ordered list: the list and its order, the key of the row, and its id. Opaque to clients.</summary>
internal sealed record Cursor(string List, string Key, Guid Id)
{
    private const int MaxLength = 4096;
    private const char Separator = '\u001F';

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{List}{Separator}{Id:N}{Separator}{Key}"));

    public static bool TryParse(string text, string list, [NotNullWhen(true)] out Cursor? cursor)
    {
        cursor = null;
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
            return false;
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator, 3);
        if (parts.Length != 3 || parts[0] != list || !Guid.TryParseExact(parts[1], "N", out var id) || parts[2].Contains('\0', StringComparison.Ordinal))
            return false;
        cursor = new Cursor(list, parts[2], id);
        return true;
    }
}

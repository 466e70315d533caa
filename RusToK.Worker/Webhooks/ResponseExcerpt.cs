using System.Text;
using System.Text.RegularExpressions;

namespace RusToK.Worker.Webhooks;

/// <summary>The beginning of a receiver's answer, fit to be kept: short, one line, and without what looks like a secret or a mail address.</summary>
internal static partial class ResponseExcerpt
{
    /// <summary>Bytes read of an answer; the rest is left where it is.</summary>
    public const int MostBytes = 2048;

    private const int MostCharacters = 500;
    private const string Removed = "[removed]";

    /// <returns>Null when there is nothing to keep.</returns>
    public static string? Of(ReadOnlySpan<byte> answer)
    {
        var text = Encoding.UTF8.GetString(answer);
        text = Mail().Replace(Secret().Replace(Assignment().Replace(text, $"$1{Removed}"), Removed), Removed);
        text = Blanks().Replace(text, " ").Trim();
        if (text.Length == 0)
            return null;
        return text.Length > MostCharacters ? text[..MostCharacters] : text;
    }

    [GeneratedRegex(@"\b(?:bearer|basic)\s+[\w.~+/=-]+|whsec_[\w+/=-]+|\bv1,[\w+/=]+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|[\w+/-]{40,}={0,2}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();

    [GeneratedRegex("""((?:password|passwd|secret|token|api[_-]?key|authorization)["']?\s*[:=]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"'&,;<}]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex Mail();

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}

using System.Text.RegularExpressions;

namespace RusToK.Core.Import.WordPress.Mapping;

/// <summary>Names of people, which may turn out to be mail addresses: those are not kept.</summary>
internal static partial class PersonName
{
    /// <returns>The name, or null when it is empty or holds a mail address.</returns>
    public static string? Of(string? text)
    {
        var name = text is null ? "" : PlainTitle.Of(text);
        return name.Length == 0 || MailAddress().IsMatch(name) ? null : name;
    }

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]+", RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();
}

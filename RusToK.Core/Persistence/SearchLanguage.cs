using System.Collections.Frozen;

namespace RusToK.Core.Persistence;

/// <summary>PostgreSQL's text search configuration for a locale: stemming and stop words of its language.</summary>
internal static class SearchLanguage
{
    /// <summary>Those every supported PostgreSQL (15 and above) has; a rebuild on a newer one must give the same rows.</summary>
    private static readonly FrozenDictionary<string, string> Configurations = new Dictionary<string, string>
    {
        ["ar"] = "arabic",
        ["hy"] = "armenian",
        ["eu"] = "basque",
        ["ca"] = "catalan",
        ["da"] = "danish",
        ["nl"] = "dutch",
        ["en"] = "english",
        ["fi"] = "finnish",
        ["fr"] = "french",
        ["de"] = "german",
        ["el"] = "greek",
        ["hi"] = "hindi",
        ["hu"] = "hungarian",
        ["id"] = "indonesian",
        ["ga"] = "irish",
        ["it"] = "italian",
        ["lt"] = "lithuanian",
        ["ne"] = "nepali",
        ["no"] = "norwegian",
        ["nb"] = "norwegian",
        ["nn"] = "norwegian",
        ["pt"] = "portuguese",
        ["ro"] = "romanian",
        ["ru"] = "russian",
        ["sr"] = "serbian",
        ["es"] = "spanish",
        ["sv"] = "swedish",
        ["ta"] = "tamil",
        ["tr"] = "turkish",
        ["yi"] = "yiddish",
    }.ToFrozenDictionary();

    /// <param name="locale">BCP 47 tag in canonical case.</param>
    public static string ConfigurationOf(string locale)
    {
        var end = locale.IndexOf('-', StringComparison.Ordinal);
        return Configurations.GetValueOrDefault(end < 0 ? locale : locale[..end], "simple");
    }
}

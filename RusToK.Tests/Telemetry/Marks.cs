using System.Security.Cryptography;

namespace RusToK.Tests.Telemetry;

/// <summary>Secrets and personal data that can be found again wherever they went: each kind has a text that is nowhere else.</summary>
internal sealed class Marks
{
    private readonly List<(string Kind, string Text)> _all = [];

    public IReadOnlyList<(string Kind, string Text)> All => _all;

    /// <summary>A new mark: letters and digits only, so that no encoding changes it.</summary>
    public string Of(string kind)
    {
        var text = "mk" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        _all.Add((kind, text));
        return text;
    }

    /// <summary>A secret that the product has made.</summary>
    public string Made(string kind, string secret)
    {
        _all.Add((kind, secret));
        return secret;
    }

    /// <summary>Which kinds a text holds.</summary>
    public IEnumerable<string> In(string text) => _all.Where(m => text.Contains(m.Text, StringComparison.OrdinalIgnoreCase)).Select(m => m.Kind);
}

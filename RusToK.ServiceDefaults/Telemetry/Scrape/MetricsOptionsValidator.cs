using Microsoft.Extensions.Options;

namespace RusToK.ServiceDefaults.Telemetry.Scrape;

/// <summary>Names the key of what makes no sense; never says the token.</summary>
internal sealed class MetricsOptionsValidator : IValidateOptions<MetricsOptions>
{
    private const int ShortestToken = 16;

    public ValidateOptionsResult Validate(string? name, MetricsOptions options)
    {
        var failures = new List<string>();
        if (options.Port is < 1 or > 65_535)
            failures.Add($"{MetricsOptions.Section}:{nameof(options.Port)} must be 1 to 65535.");
        if (options.Token is { } token && (token.Length < ShortestToken || token.Any(c => c is <= ' ' or > '~')))
            failures.Add($"{MetricsOptions.Section}:{nameof(options.Token)} must be at least {ShortestToken} printable ASCII characters without spaces.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

using Microsoft.Extensions.Options;

namespace RusToK.ServiceDefaults.Telemetry.Sampling;

/// <summary>Names the key of what makes no sense.</summary>
internal sealed class TailOptionsValidator : IValidateOptions<TailOptions>
{
    public ValidateOptionsResult Validate(string? name, TailOptions options)
    {
        var failures = new List<string>();
        if (options.Latency < TimeSpan.FromMilliseconds(1) || options.Latency > TimeSpan.FromMinutes(1))
            failures.Add($"{TailOptions.Section}:{nameof(options.Latency)} must be 00:00:00.001 to 00:01:00.");
        if (options.MaxSpans is < 256 or > 1_000_000)
            failures.Add($"{TailOptions.Section}:{nameof(options.MaxSpans)} must be 256 to 1000000.");
        if (options.Window < TimeSpan.FromSeconds(1) || options.Window > TimeSpan.FromMinutes(10))
            failures.Add($"{TailOptions.Section}:{nameof(options.Window)} must be 00:00:01 to 00:10:00.");
        else if (options.Window <= options.Latency)
            failures.Add($"{TailOptions.Section}:{nameof(options.Window)} must be longer than {TailOptions.Section}:{nameof(options.Latency)}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

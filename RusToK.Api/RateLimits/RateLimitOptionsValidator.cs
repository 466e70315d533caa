using System.Net;
using Microsoft.Extensions.Options;

namespace RusToK.Api.RateLimits;

/// <summary>Names the key of what makes no sense.</summary>
internal sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.Tenant), options.Tenant, failures);
        Check(nameof(options.Address), options.Address, failures);
        failures.AddRange(options.Exempt.Where(e => !IPAddress.TryParse(e, out _) && !IPNetwork.TryParse(e, out _))
            .Select(e => $"{RateLimitOptions.Section}:{nameof(options.Exempt)} holds '{e}', which is neither an IP address nor a CIDR network."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(string name, BucketOptions bucket, List<string> failures)
    {
        if (bucket.PerSecond is not (> 0 and <= 1_000_000))
            failures.Add($"{RateLimitOptions.Section}:{name}:{nameof(bucket.PerSecond)} must be more than 0 and at most 1000000.");
        if (bucket.Burst is < 1 or > 10_000_000)
            failures.Add($"{RateLimitOptions.Section}:{name}:{nameof(bucket.Burst)} must be 1 to 10000000.");
    }
}

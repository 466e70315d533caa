using System.Globalization;
using Microsoft.Extensions.Options;

namespace RusToK.ServiceDefaults.Telemetry.Sampling;

/// <summary>Names the variable of what makes no sense; the SDK would export everything instead.</summary>
internal sealed class SamplingOptionsValidator : IValidateOptions<SamplingOptions>
{
    public ValidateOptionsResult Validate(string? name, SamplingOptions options)
    {
        if (options.Sampler is not null && !SamplingOptions.Known.Contains(options.Sampler))
            return ValidateOptionsResult.Fail($"{SamplingOptions.SamplerKey} is '{options.Sampler}'; it must be one of {string.Join(", ", SamplingOptions.Known)}.");
        if (options.Argument is not null
            && !(double.TryParse(options.Argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1))
            return ValidateOptionsResult.Fail($"{SamplingOptions.ArgumentKey} is '{options.Argument}'; it must be a number from 0 to 1.");
        return ValidateOptionsResult.Success;
    }
}

using Microsoft.Extensions.Options;

namespace RusToK.ServiceDefaults.Telemetry.Border;

/// <summary>Names the key of what makes no sense.</summary>
internal sealed class BorderOptionsValidator : IValidateOptions<BorderOptions>
{
    public ValidateOptionsResult Validate(string? name, BorderOptions options) =>
        options.IncomingTrace.ToUpperInvariant() is "CONTINUE" or "LINK"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{BorderOptions.Section}:{nameof(options.IncomingTrace)} is '{options.IncomingTrace}'; it must be continue or link.");
}

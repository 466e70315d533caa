using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RusToK.Core.Resilience;

/// <summary>Names the key of what is out of bounds.</summary>
internal sealed class ResilienceOptionsValidator : IValidateOptions<ResilienceOptions>
{
    public ValidateOptionsResult Validate(string? name, ResilienceOptions options)
    {
        var failures = new List<string>();
        Check(nameof(options.PostgreSql), options.PostgreSql, failures);
        Check(nameof(options.Redis), options.Redis, failures);
        Check(nameof(options.Http), options.Http, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(string name, DependencyOptions options, List<string> failures)
    {
        var key = $"{ResilienceOptions.Section}:{name}";
        var broken = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), broken, validateAllProperties: true);
        failures.AddRange(broken.Select(b => $"{key}:{b.MemberNames.FirstOrDefault()}: {b.ErrorMessage}"));
        if (options.Timeout < options.AttemptTimeout)
            failures.Add($"{key}:{nameof(options.Timeout)} is shorter than {key}:{nameof(options.AttemptTimeout)}.");
        if (options.SamplingDuration < options.AttemptTimeout * 2 && name == nameof(ResilienceOptions.Http))
            failures.Add($"{key}:{nameof(options.SamplingDuration)} must be at least twice {key}:{nameof(options.AttemptTimeout)}.");
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RusToK.Core.Identity;

/// <summary>What annotations cannot say, or do not reach.</summary>
internal sealed class IdentityOptionsValidator : IValidateOptions<IdentityOptions>
{
    private const string Placeholder = "{token}";

    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var failures = new List<string>();
        if (options.SessionDays < options.SessionIdleDays)
            failures.Add($"{IdentityOptions.Section}:SessionDays must be at least {IdentityOptions.Section}:SessionIdleDays.");
        Check(failures, nameof(options.VerifyEmailUrl), options.VerifyEmailUrl);
        Check(failures, nameof(options.SetPasswordUrl), options.SetPasswordUrl);
        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options.Attempts, new ValidationContext(options.Attempts), results, validateAllProperties: true))
            failures.AddRange(results.Select(r => $"{IdentityOptions.Section}:Attempts: {r.ErrorMessage}"));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Check(List<string> failures, string key, string? template)
    {
        if (template is not null && (!template.Contains(Placeholder, StringComparison.Ordinal)
            || !Uri.TryCreate(template.Replace(Placeholder, "x", StringComparison.Ordinal), UriKind.Absolute, out var uri)
            || uri.Scheme is not ("http" or "https")))
            failures.Add($"{IdentityOptions.Section}:{key} must be an absolute http(s) address with {Placeholder} in it.");
    }
}

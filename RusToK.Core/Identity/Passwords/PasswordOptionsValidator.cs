using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RusToK.Core.Identity.Passwords;

/// <summary>Cheap hashes are for development.</summary>
internal sealed class PasswordOptionsValidator(IHostEnvironment environment) : IValidateOptions<PasswordOptions>
{
    public ValidateOptionsResult Validate(string? name, PasswordOptions options) =>
        options.Iterations >= PasswordOptions.LeastIterations || environment.IsDevelopment()
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{PasswordOptions.Section}:Iterations is {options.Iterations} and must be at least {PasswordOptions.LeastIterations} outside of development.");
}

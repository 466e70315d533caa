using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RusToK.Core.Faults;

/// <summary>Keeps faults out of every environment but development, and names the key; never says the token.</summary>
internal sealed class FaultsOptionsValidator(IHostEnvironment environment) : IValidateOptions<FaultsOptions>
{
    private const int ShortestToken = 32;

    public ValidateOptionsResult Validate(string? name, FaultsOptions options)
    {
        if (!options.Enabled)
            return ValidateOptionsResult.Success;
        var failures = new List<string>();
        if (!environment.IsDevelopment())
            failures.Add($"{FaultsOptions.Section}:{nameof(options.Enabled)} must be false in the environment {environment.EnvironmentName}: faults are for Development only.");
        if (options.Token is not { Length: >= ShortestToken } token || token.Any(c => c is <= ' ' or > '~'))
            failures.Add($"{FaultsOptions.Section}:{nameof(options.Token)} must be at least {ShortestToken} printable ASCII characters without spaces.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

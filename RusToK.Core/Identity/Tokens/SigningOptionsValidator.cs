using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RusToK.Core.Identity.Tokens;

/// <summary>Refuses to start with keys that would not protect anything. The messages name keys of the configuration, never a secret.</summary>
internal sealed class SigningOptionsValidator(IHostEnvironment environment) : IValidateOptions<SigningOptions>
{
    private const string Keys = IdentityOptions.Section + ":SigningKeys";

    public ValidateOptionsResult Validate(string? name, SigningOptions options)
    {
        var failures = new List<string>();
        if (options.SigningKeys.Count == 0 && !environment.IsDevelopment())
            failures.Add(
                $"{Keys} is missing: set {IdentityOptions.Section}__SigningKeys__0__Kid to a name and {IdentityOptions.Section}__SigningKeys__0__Secret to at least "
                + $"{SigningKey.LeastBytes} random bytes in Base64 (openssl rand -base64 {SigningKey.LeastBytes}).");
        for (var i = 0; i < options.SigningKeys.Count; i++)
            failures.AddRange(Check($"{Keys}:{i}", options.SigningKeys[i]));
        if (options.SigningKeys.Select(k => k.Kid).Distinct().Count() < options.SigningKeys.Count)
            failures.Add($"{Keys} has two keys with the same Kid.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Check(string path, SigningKey key)
    {
        if (string.IsNullOrWhiteSpace(key.Kid))
            yield return $"{path}:Kid is missing.";
        else if (key.Kid.StartsWith(SigningOptions.DevelopmentMark, StringComparison.OrdinalIgnoreCase) && !environment.IsDevelopment())
            yield return $"{path}:Kid is '{key.Kid}', which marks a development key; make a key of its own for this environment.";
        var buffer = new byte[key.Secret.Length];
        if (!Convert.TryFromBase64String(key.Secret, buffer, out var bytes))
            yield return $"{path}:Secret is not Base64.";
        else if (bytes < SigningKey.LeastBytes)
            yield return $"{path}:Secret has {bytes} bytes and must have at least {SigningKey.LeastBytes}.";
    }
}

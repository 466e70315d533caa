using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace RusToK.ServiceDefaults.Telemetry.Export;

/// <summary>Names the key of what makes no sense.</summary>
internal sealed class ExportOptionsValidator(IConfiguration configuration) : IValidateOptions<ExportOptions>
{
    public ValidateOptionsResult Validate(string? name, ExportOptions options)
    {
        var failures = new List<string>();
        foreach (var key in OtlpVariables.EndpointKeys)
            if (!string.IsNullOrWhiteSpace(configuration[key]) && !IsAddress(Parse(configuration[key])))
                failures.Add($"{key} is '{configuration[key]}'; it must be an absolute http or https address.");
        for (var i = 0; i < options.Backends.Count; i++)
        {
            var (key, backend) = ($"{BackendOptions.Section}:{i}", options.Backends[i]);
            if (!IsAddress(backend.Endpoint))
                failures.Add($"{key}:{nameof(backend.Endpoint)} must be an absolute http or https address.");
            if (backend.Signals is Signals.None || (backend.Signals & ~Signals.All) != 0)
                failures.Add($"{key}:{nameof(backend.Signals)} must be some of Traces, Metrics, Logs, or All.");
            if (backend.Headers is { Length: > 0 } headers && headers.Split(',').Any(pair => pair.IndexOf('=', StringComparison.Ordinal) < 1))
                failures.Add($"{key}:{nameof(backend.Headers)} must be pairs of key=value, separated by commas.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static Uri? Parse(string? text) => Uri.TryCreate(text, UriKind.Absolute, out var address) ? address : null;

    private static bool IsAddress(Uri? address) => address is { IsAbsoluteUri: true } && (address.Scheme is "http" or "https");
}

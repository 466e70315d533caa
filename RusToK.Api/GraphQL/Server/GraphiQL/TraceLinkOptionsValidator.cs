using Microsoft.Extensions.Options;

namespace RusToK.Api.GraphQL.Server.GraphiQL;

internal sealed class TraceLinkOptionsValidator : IValidateOptions<TraceLinkOptions>
{
    public ValidateOptionsResult Validate(string? name, TraceLinkOptions options)
    {
        var (template, api) = (options.TraceUrlTemplate, options.TraceApi);
        if (!string.IsNullOrEmpty(template) && !(template.Contains(TraceLinkOptions.Placeholder, StringComparison.Ordinal) && IsWeb(template)))
            return ValidateOptionsResult.Fail(
                $"{TraceLinkOptions.Section}:{nameof(options.TraceUrlTemplate)} must be an http or https address that contains {TraceLinkOptions.Placeholder}.");
        return string.IsNullOrEmpty(api) || IsWeb(api)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{TraceLinkOptions.Section}:{nameof(options.TraceApi)} must be an http or https address.");
    }

    private static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}

using Microsoft.Extensions.Options;

namespace RusToK.Api.GraphQL.Server.GraphiQL;

internal sealed class TraceLinkOptionsValidator : IValidateOptions<TraceLinkOptions>
{
    public ValidateOptionsResult Validate(string? name, TraceLinkOptions options)
    {
        var template = options.TraceUrlTemplate;
        return string.IsNullOrEmpty(template)
            || (template.Contains(TraceLinkOptions.Placeholder, StringComparison.Ordinal)
                && Uri.TryCreate(template, UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{TraceLinkOptions.Section}:{nameof(options.TraceUrlTemplate)} must be an http or https address that contains {TraceLinkOptions.Placeholder}.");
    }
}

using Microsoft.Extensions.Options;

namespace RusToK.Api.GraphQL.Server;

internal sealed class GraphQLServerOptionsValidator : IValidateOptions<GraphQLServerOptions>
{
    public ValidateOptionsResult Validate(string? name, GraphQLServerOptions options)
    {
        List<string> failures = [];
        AtLeastOne(nameof(options.MaxRequestBytes), options.MaxRequestBytes);
        AtLeastOne(nameof(options.MaxDocumentLength), options.MaxDocumentLength);
        AtLeastOne(nameof(options.MaxBatchSize), options.MaxBatchSize);
        AtLeastOne(nameof(options.MaxDepth), options.MaxDepth);
        AtLeastOne(nameof(options.MaxIntrospectionDepth), options.MaxIntrospectionDepth);
        AtLeastOne(nameof(options.MaxComplexity), options.MaxComplexity);
        AtLeastOne(nameof(options.MaxPageSize), options.MaxPageSize);
        AtLeastOne(nameof(options.DefaultListSize), options.DefaultListSize);
        AtLeastOne(nameof(options.MaxDefinitions), options.MaxDefinitions);
        AtLeastOne(nameof(options.MaxFields), options.MaxFields);
        AtLeastOne(nameof(options.DocumentCacheLength), options.DocumentCacheLength);
        AtLeastOne(nameof(options.PersistedDocumentsLength), options.PersistedDocumentsLength);
        NotNegative(nameof(options.MaxAliases), options.MaxAliases);
        NotNegative(nameof(options.MaxDirectives), options.MaxDirectives);
        if (options.ExecutionTimeout <= TimeSpan.Zero || options.ExecutionTimeout > TimeSpan.FromHours(1))
            failures.Add(Key(nameof(options.ExecutionTimeout)) + $" must be between 0 and 1 hour, but is {options.ExecutionTimeout}.");
        if (options.TrustedDocumentsOnly && string.IsNullOrEmpty(options.TrustedDocumentsFile))
            failures.Add($"{Key(nameof(options.TrustedDocumentsOnly))} needs {Key(nameof(options.TrustedDocumentsFile))}.");
        if (!string.IsNullOrEmpty(options.TrustedDocumentsFile) && !File.Exists(options.TrustedDocumentsFile))
            failures.Add($"{Key(nameof(options.TrustedDocumentsFile))}: no file {options.TrustedDocumentsFile}.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void AtLeastOne(string property, int value)
        {
            if (value < 1)
                failures.Add($"{Key(property)} must be at least 1, but is {value}.");
        }

        void NotNegative(string property, int value)
        {
            if (value < 0)
                failures.Add($"{Key(property)} must not be negative, but is {value}.");
        }
    }

    private static string Key(string property) => $"{GraphQLServerOptions.Section}:{property}";
}

namespace RusToK.Api.GraphQL.Server;

/// <summary>Bounds and switches of the GraphQL endpoint, bound from the configuration section <c>GraphQL</c>.</summary>
internal sealed class GraphQLServerOptions
{
    public const string Section = "GraphQL";

    /// <summary>Bytes of a request body: a text of a million characters of any script in UTF-8, and what is around it.</summary>
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Characters of one document.</summary>
    public int MaxDocumentLength { get; set; } = 50 * 1024;

    /// <summary>Operations in one request body.</summary>
    public int MaxBatchSize { get; set; } = 10;

    /// <summary>Nested fields on the longest path; a root field has depth 1.</summary>
    public int MaxDepth { get; set; } = 12;

    /// <summary>Nested fields on the longest path below <c>__schema</c> and <c>__type</c>, which have no data behind them.</summary>
    public int MaxIntrospectionDepth { get; set; } = 20;

    /// <summary>Upper estimate of the objects an operation returns; see <see cref="Limits.OperationCost"/>.</summary>
    public int MaxComplexity { get; set; } = 600;

    /// <summary>Largest <c>first</c> or <c>last</c>.</summary>
    public int MaxPageSize { get; set; } = 100;

    /// <summary>Items assumed of a list that is not paged, and of a connection whose page size is not given.</summary>
    public int DefaultListSize { get; set; } = 20;

    /// <summary>Aliases in one document.</summary>
    public int MaxAliases { get; set; } = 30;

    /// <summary>Directives in one document.</summary>
    public int MaxDirectives { get; set; } = 50;

    /// <summary>Operations and fragments in one document.</summary>
    public int MaxDefinitions { get; set; } = 50;

    /// <summary>Fields in one document after fragments are expanded. Bounds the cost of validation, which is quadratic in them.</summary>
    public int MaxFields { get; set; } = 1000;

    /// <summary>Time an operation may run before it is cancelled.</summary>
    public TimeSpan ExecutionTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether <c>__schema</c> and <c>__type</c> are answered and the SDL is served.</summary>
    public bool Introspection { get; set; } = true;

    /// <summary>Whether the GraphiQL page is served.</summary>
    public bool GraphiQL { get; set; } = true;

    /// <summary>Whether documents other than those of <see cref="TrustedDocumentsFile"/> are refused.</summary>
    public bool TrustedDocumentsOnly { get; set; }

    /// <summary>JSON file that maps the SHA-256 (hex) of each trusted document to its text, as client build tools write it.</summary>
    public string? TrustedDocumentsFile { get; set; }

    /// <summary>Characters of all validated documents kept ready for execution. Memory is about ten times as much.</summary>
    public int DocumentCacheLength { get; set; } = 4 * 1024 * 1024;

    /// <summary>Characters of all automatically persisted documents kept in memory.</summary>
    public int PersistedDocumentsLength { get; set; } = 8 * 1024 * 1024;
}

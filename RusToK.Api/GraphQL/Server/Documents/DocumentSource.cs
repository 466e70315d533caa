using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Options;
using RusToK.Api.GraphQL.Server.Errors;
using RusToK.Api.GraphQL.Server.Limits;
using RusToK.Core.Caching;
using RusToK.Core.Errors;

namespace RusToK.Api.GraphQL.Server.Documents;

/// <summary>
/// Finds the document of a request: validated ones come from the cache, hashes from the registered and the persisted
/// documents, texts are parsed and held against the structural limits.
/// </summary>
internal sealed class DocumentSource(
    IOptions<GraphQLServerOptions> options, TrustedDocuments trusted, IPersistedDocumentStore persisted)
{
    // Deeper nesting than any document within the depth limit needs; keeps the recursion of parser and rules off the stack's end.
    private const int MaxSyntaxDepth = 256;

    private readonly GraphQLServerOptions _options = options.Value;

    // Keyed by text and by hash alike: a hash is not a valid document, so the two cannot meet.
    private readonly BoundedCache<PreparedDocument> _validated = new(options.Value.DocumentCacheLength, static d => d.Text.Length);

    /// <summary>The document of a request. Exactly one of text and hash, or both to have the text persisted.</summary>
    /// <exception cref="RefusedError">There is none, it is not known, not allowed, not well-formed or too large.</exception>
    public ValueTask<PreparedDocument> FindAsync(string? text, string? hash, CancellationToken cancellationToken)
    {
        if (text is null)
            return hash is null ? throw Missing() : FindByHashAsync(hash, cancellationToken);

        if (!_validated.TryGet(text, out var prepared))
            prepared = Prepare(text, DocumentHash.Of(CheckLength(text)));
        if (hash is not null && !string.Equals(hash, prepared.Hash, StringComparison.Ordinal))
        {
            throw new RefusedError(ErrorCode.Validation, "persisted-query-hash", "The provided sha256Hash does not match the query.")
            {
                Field = "extensions.persistedQuery.sha256Hash",
            };
        }

        if (_options.TrustedDocumentsOnly && !prepared.Registered)
            throw new RefusedError(ErrorCode.Forbidden, "trusted-documents", "Only registered documents are accepted.");
        return ValueTask.FromResult(prepared);
    }

    /// <summary>Keeps a document that has been validated ready for the next request.</summary>
    public void Keep(PreparedDocument document)
    {
        _validated.Set(document.Text, document);
        _validated.Set(document.Hash, document);
    }

    /// <summary>Has a validated document found by its hash from now on.</summary>
    public ValueTask PersistAsync(PreparedDocument document, CancellationToken cancellationToken) =>
        document.Registered ? ValueTask.CompletedTask : persisted.StoreAsync(document.Hash, document.Text, cancellationToken);

    private async ValueTask<PreparedDocument> FindByHashAsync(string hash, CancellationToken cancellationToken)
    {
        if (!DocumentHash.IsWellFormed(hash))
        {
            throw new RefusedError(ErrorCode.Validation, "persisted-query-hash", "sha256Hash must be 64 lower-case hexadecimal digits.")
            {
                Field = "extensions.persistedQuery.sha256Hash",
            };
        }

        if (_validated.TryGet(hash, out var prepared) && (prepared.Registered || !_options.TrustedDocumentsOnly))
            return prepared;
        if (trusted.TryGet(hash, out var text))
            return Prepare(text, hash);
        if (!_options.TrustedDocumentsOnly && await persisted.FindAsync(hash, cancellationToken) is { } known)
            return Prepare(CheckLength(known), hash);

        // Apollo's clients recognise this very message and send the text.
        throw new RefusedError(ErrorCode.NotFound, "persisted-query", "PersistedQueryNotFound");
    }

    private PreparedDocument Prepare(string text, string hash)
    {
        GraphQLDocument document;
        try
        {
            document = Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = MaxSyntaxDepth });
        }
        catch (GraphQLSyntaxErrorException exception)
        {
            var error = new RefusedError(ErrorCode.Validation, "syntax", exception.Description);
            error.AddLocation(exception.Location);
            throw error;
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw RefusedError.Exceeds("syntax-depth", "The nesting of the document's syntax", MaxSyntaxDepth, MaxSyntaxDepth + 1);
        }

        StructuralLimits.Check(document, _options);
        return new PreparedDocument(document, text, hash, trusted.Contains(hash));
    }

    private string CheckLength(string text) => text.Length <= _options.MaxDocumentLength
        ? text
        : throw RefusedError.Exceeds("document-length", "The document's length in characters", _options.MaxDocumentLength, text.Length, "query");

    private static RefusedError Missing() =>
        RefusedError.Malformed("required", "Send a document as query, or the hash of a persisted one as extensions.persistedQuery.sha256Hash.");
}

namespace RusToK.Api.GraphQL.Server.Documents;

/// <summary>Where automatically persisted documents are kept. It may forget: the client then sends the text again.</summary>
internal interface IPersistedDocumentStore
{
    /// <summary>The text of a document, or <see langword="null"/> when it is not known (any more).</summary>
    /// <param name="hash">See <see cref="DocumentHash"/>.</param>
    /// <param name="cancellationToken">Ends the look-up.</param>
    ValueTask<string?> FindAsync(string hash, CancellationToken cancellationToken);

    /// <summary>Keeps a valid document. Must not throw when the store cannot be reached.</summary>
    /// <param name="hash">See <see cref="DocumentHash"/>.</param>
    /// <param name="document">The document's text.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    ValueTask StoreAsync(string hash, string document, CancellationToken cancellationToken);
}

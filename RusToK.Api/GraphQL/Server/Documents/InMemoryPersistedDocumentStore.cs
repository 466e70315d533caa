using Microsoft.Extensions.Options;
using RusToK.Core.Caching;

namespace RusToK.Api.GraphQL.Server.Documents;

/// <summary>Keeps documents in this process, bounded by their length; replicas learn each document on their own.</summary>
internal sealed class InMemoryPersistedDocumentStore(IOptions<GraphQLServerOptions> options) : IPersistedDocumentStore
{
    private readonly BoundedCache<string> _documents = new(options.Value.PersistedDocumentsLength, static text => text.Length);

    public ValueTask<string?> FindAsync(string hash, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_documents.TryGet(hash, out var text) ? text : null);

    public ValueTask StoreAsync(string hash, string document, CancellationToken cancellationToken)
    {
        _documents.Set(hash, document);
        return ValueTask.CompletedTask;
    }
}

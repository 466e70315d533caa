using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace RusToK.Api.GraphQL.Server.Documents;

/// <summary>The documents registered at deployment: the only ones served in trusted-only mode, and the only ones that metrics name.</summary>
internal sealed class TrustedDocuments
{
    private readonly FrozenDictionary<string, string> _byHash;

    /// <exception cref="InvalidDataException">The file is not a JSON object of hash to text, or a hash does not match its text.</exception>
    public TrustedDocuments(IOptions<GraphQLServerOptions> options)
    {
        var path = options.Value.TrustedDocumentsFile;
        _byHash = string.IsNullOrEmpty(path) ? FrozenDictionary<string, string>.Empty : Load(path);
    }

    public bool Contains(string hash) => _byHash.ContainsKey(hash);

    public bool TryGet(string hash, [MaybeNullWhen(false)] out string document) => _byHash.TryGetValue(hash, out document);

    private static FrozenDictionary<string, string> Load(string path)
    {
        const string key = $"{GraphQLServerOptions.Section}:{nameof(GraphQLServerOptions.TrustedDocumentsFile)}";
        Dictionary<string, string> documents;
        try
        {
            documents = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{key}: {path} is not a JSON object of SHA-256 to document text.", exception);
        }

        foreach (var (hash, document) in documents)
        {
            if (DocumentHash.Of(document) != hash)
                throw new InvalidDataException($"{key}: in {path}, {hash} is not the SHA-256 (lower-case hex) of its document.");
        }

        return documents.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

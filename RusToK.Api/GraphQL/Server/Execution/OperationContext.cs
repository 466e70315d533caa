using RusToK.Api.GraphQL.Server.Documents;
using RusToK.Api.GraphQL.Server.Loaders;

namespace RusToK.Api.GraphQL.Server.Execution;

/// <summary>What belongs to one operation: the engine's user context, its document, its loaders, its complexity.</summary>
internal sealed class OperationContext(PreparedDocument document) : Dictionary<string, object?>
{
    private OperationLoaders? _loaders;

    public PreparedDocument Document { get; } = document;

    public OperationLoaders Loaders => LazyInitializer.EnsureInitialized(ref _loaders, static () => new OperationLoaders());

    /// <summary>Known after validation.</summary>
    public long? Complexity { get; set; }
}

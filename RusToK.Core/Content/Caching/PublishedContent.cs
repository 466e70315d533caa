using RusToK.Core.Content.Queries;

namespace RusToK.Core.Content.Caching;

/// <summary>
/// The content's queries for readers who see what is published: what is asked for as published is answered from the cache. Who may read
/// drafts asks the queries themselves, and sees a change of his own as soon as the read model has it.
/// </summary>
public sealed class PublishedContent
{
    internal PublishedContent(NodeQueries nodes, NameQueries names) => (Nodes, Names) = (nodes, names);

    public NodeQueries Nodes { get; }

    public NameQueries Names { get; }
}

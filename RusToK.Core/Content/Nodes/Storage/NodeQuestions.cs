namespace RusToK.Core.Content.Nodes.Storage;

/// <summary>What a command has to know before it decides; all of it is asked in one round trip.</summary>
internal sealed record NodeQuestions
{
    /// <summary>The node that is changed; null when one is created.</summary>
    public Guid? NodeId { get; init; }

    /// <summary>The node and all that is below it, because it may move.</summary>
    public bool Descendants { get; init; }

    /// <summary>Has the node children?</summary>
    public bool Children { get; init; }

    /// <summary>Is the node a reply to a topic of the forum?</summary>
    public bool InTopic { get; init; }

    /// <summary>Is this id free?</summary>
    public Guid? NewId { get; init; }

    public Guid? ParentId { get; init; }

    public Guid? CategoryId { get; init; }

    public IReadOnlyList<Guid> TagIds { get; init; } = [];

    /// <summary>Kind of a new node; an existing one's is known.</summary>
    public NodeKind? Kind { get; init; }

    /// <summary>Which of these (locale, slug) do other nodes of the kind have?</summary>
    public IReadOnlyList<(string Locale, string Slug)> Slugs { get; init; } = [];

    public ExternalReference? External { get; init; }

    /// <summary>The node's words in this language, whole.</summary>
    public string? TextIn { get; init; }
}

/// <summary>The answers to <see cref="NodeQuestions"/>; what was not asked for has its default.</summary>
internal sealed record NodeAnswers
{
    public LoadedNode? Node { get; init; }

    /// <summary>Nearest first, one more than may be moved at most.</summary>
    public IReadOnlyList<LoadedNode> Descendants { get; init; } = [];

    public bool HasChildren { get; init; }

    public bool IsInTopic { get; init; }

    public bool IdIsTaken { get; init; }

    public bool IdWasDeleted { get; init; }

    /// <summary>Depth of the parent; null when there is none.</summary>
    public int? ParentDepth { get; init; }

    public bool CategoryExists { get; init; }

    public IReadOnlySet<Guid> Tags { get; init; } = new HashSet<Guid>();

    public IReadOnlySet<(string Locale, string Slug)> TakenSlugs { get; init; } = new HashSet<(string, string)>();

    public bool ExternalIsKnown { get; init; }

    /// <summary>Null when it has none in that language.</summary>
    public NodeTranslation? Text { get; init; }

    /// <summary>Others have been first each time before; there is no further attempt.</summary>
    public bool IsLastAttempt { get; init; }
}

using RusToK.Core.Content.External;
using RusToK.Core.Import.WordPress.Mapping;

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>A category or tag on its way.</summary>
internal sealed record TermEntry(MappedTerm Term, int Line)
{
    public ExternalKey Key { get; } = new(Term.Kind, Term.Nicename);

    public ExternalKey? Parent { get; } = Term.Parent is { } parent ? new ExternalKey(EntryKinds.Category, parent) : null;

    public Placing Placing { get; init; }

    /// <summary>Where to note that it needs a second look.</summary>
    public OpenEntry? Open { get; init; }

    /// <summary>Only items name it; it is none of the file's own entries.</summary>
    public bool IsMadeFromItems { get; init; }

    public ImportRemark Remark(ImportReason reason, string? traceId = null) => new(Term.Kind, Term.Nicename, Term.Name, reason, Line, traceId);
}

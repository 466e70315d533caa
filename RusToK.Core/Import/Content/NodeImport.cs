using RusToK.Core.Content.External;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;

namespace RusToK.Core.Import.Content;

/// <summary>Brings nodes to what a file says, by ordinary commands. Doing it again, after any interruption, ends the same.</summary>
internal sealed class NodeImport(ContentSnapshots snapshots, ExternalIds externalIds)
{
    /// <summary>Loads in all, when others keep changing the node between load and write.</summary>
    private const int MaxAttempts = 5;

    /// <param name="run">The run.</param>
    /// <param name="node">What the file says.</param>
    /// <param name="known">What is remembered of it; null when it was never imported.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Applied> ApplyAsync(ImportRun run, ImportedNode node, KnownThing? known, CancellationToken cancellationToken)
    {
        if (known is { Exists: false })
            return Deleted(known.Id);
        if (known is null && run.Mode.DryRun)
            return new Applied(ImportOutcome.Imported, null);
        if (known is not null && IsUnchanged(run, NodeParts.Of(node), known))
            return new Applied(ImportOutcome.Unchanged, known.Id);

        using var activity = run.Mode.DryRun
            ? null
            : run.Begin(EnumText<NodeKind>.Of(node.Kind), $"{node.Reference.Kind} {node.Reference.Id}");
        try
        {
            var applied = known is null
                ? await CreateAsync(run, node, cancellationToken)
                : await UpdateAsync(run, node, known, cancellationToken);
            return applied with { TraceId = activity?.TraceId.ToHexString() };
        }
        catch (DomainException refusal)
        {
            return Applied.Skip(CodeOf(refusal), refusal.Message, known?.Id) with { TraceId = activity?.TraceId.ToHexString() };
        }
    }

    /// <summary>Whether the file says of it what it said last time; then nothing has to be looked at.</summary>
    public static bool IsUnchanged(ImportRun run, Fingerprint wanted, KnownThing known) =>
        known.Exists && !run.Mode.Overwrite && wanted.IsWithin(Fingerprint.Parse(known.Fingerprint));

    private async Task<Applied> CreateAsync(ImportRun run, ImportedNode node, CancellationToken cancellationToken)
    {
        var notes = new List<ImportReason>();
        for (var slug = Math.Min(node.TakenSlugs, node.Slugs.Count - 1); ;)
        {
            try
            {
                var created = await run.SendAsync<CreateNode, NodeResult>(Creation(node, node.Slugs[slug]), cancellationToken);
                if (slug > 0)
                    notes.Add(SlugTaken(node, slug));
                return new Applied(ImportOutcome.Imported, created.Node.Id, null, notes);
            }
            catch (ConflictException conflict) when (conflict is { Rule: "unique", Field: "external" })
            {
                // Another import of the same file was first.
                var key = new ExternalKey(node.Reference.Kind, node.Reference.Id);
                var found = await externalIds.FindAsync(run.Tenant.Id, node.Reference.Source, [key], cancellationToken);
                if (!found.TryGetValue(key, out var known))
                    throw;
                return IsUnchanged(run, NodeParts.Of(node), known)
                    ? new Applied(ImportOutcome.Unchanged, known.Id)
                    : await UpdateAsync(run, node, known, cancellationToken);
            }
            catch (ConflictException conflict) when (IsSlug(conflict) && slug + 1 < node.Slugs.Count)
            {
                slug++;
            }
            catch (DomainException refusal) when (refusal.Field == "parentId" && node.ParentId != node.OtherParentId)
            {
                node = node with { ParentId = node.OtherParentId };
                notes.Add(ParentRefused(refusal));
            }
        }
    }

    private static CreateNode Creation(ImportedNode node, string slug) => new()
    {
        Kind = node.Kind,
        ParentId = node.ParentId,
        CategoryId = node.CategoryId,
        TagIds = node.TagIds,
        Position = node.Position,
        Metadata = node.Metadata,
        Status = node.Status,
        PublishedAt = node.PublishedAt,
        Translations =
        [
            new NodeText
            {
                Locale = node.Locale, Title = node.Title, Slug = slug, Excerpt = node.Excerpt, BodyFormat = node.BodyFormat, Body = node.Body,
            },
        ],
        External = node.Reference with { Fingerprint = NodeParts.Of(node).Set(NodeParts.Address, Fingerprint.Hash(slug)).ToString() },
    };

    private async Task<Applied> UpdateAsync(ImportRun run, ImportedNode node, KnownThing known, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (!known.Exists || await snapshots.NodeAsync(run.Tenant.Id, known.Id, node.Locale, cancellationToken) is not { } snapshot)
                return Deleted(known.Id);
            if (snapshot.Words is null)
                return Applied.Skip(
                    "no-words", $"It has no words in '{node.Locale}' here: it was imported in another language, or they were removed.", known.Id);
            if (snapshot.Node.Kind != node.Kind)
                return Applied.Skip(
                    "kind-changed",
                    $"It is a {EnumText<NodeKind>.Of(snapshot.Node.Kind)} here and a {EnumText<NodeKind>.Of(node.Kind)} in the file; a node never changes its kind.",
                    known.Id);

            var revision = new NodeRevision(run, node, snapshot, Fingerprint.Parse(known.Fingerprint));
            try
            {
                var applied = run.Mode.DryRun ? revision.Foresee() : await revision.ApplyAsync(cancellationToken);
                if (!run.Mode.DryRun && revision.Remembered.ToString() is var remembered && remembered != known.Fingerprint)
                    await externalIds.RememberAsync(run.Tenant.Id, node.Reference with { Fingerprint = remembered }, known.Id, cancellationToken);
                return applied;
            }
            catch (ConflictException conflict) when (conflict.Rule is "version" or "concurrency" && attempt < MaxAttempts)
            {
                // Somebody else was first: look again.
            }
        }
    }

    internal static bool IsSlug(DomainException conflict) =>
        conflict.Rule == "unique" && conflict.Field?.EndsWith("slug", StringComparison.Ordinal) == true;

    internal static ImportReason ParentRefused(DomainException refusal) =>
        new("parent-refused", $"It does not stand below its parent, because that was refused: {refusal.Message}");

    internal static ImportReason SlugTaken(ImportedNode node, int slug) =>
        new("slug-taken", $"Another has its slug; it got '{node.Slugs[slug]}'.");

    /// <summary>Field and rule, as one word: <c>metadata-max-length</c>.</summary>
    private static string CodeOf(DomainException refusal) =>
        $"{refusal.Field?.Split('.')[^1].ToLowerInvariant() ?? "node"}-{refusal.Rule ?? "refused"}";

    private static Applied Deleted(Guid id) => Applied.Skip("deleted-here", "It was imported before and has been deleted here; it is not brought back.", id);
}

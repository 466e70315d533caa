using RusToK.Core.Content;
using RusToK.Core.Content.External;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Import.Content;
using RusToK.Core.Import.WordPress.Mapping;

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>Applies a chunk: looks everything up, makes the terms that only items name, chooses slugs, sends the commands, counts.</summary>
/// <param name="run">The run.</param>
/// <param name="source">What the things of this file are remembered under.</param>
/// <param name="seen">What of the file was read before.</param>
/// <param name="services">What knows how to bring things to what the file says.</param>
/// <param name="report">Where to count.</param>
/// <param name="progress">Where to tell how many are done.</param>
internal sealed class ChunkImport(
    ImportRun run, string source, SeenEntries seen, WordPressServices services, ImportReport report, ImportProgress progress)
{
    /// <summary>Stands, in a dry run, for what an earlier entry would have made.</summary>
    private static readonly KnownThing Foreseen = new(Guid.Empty, Exists: true, Fingerprint: null);

    public async Task ApplyAsync(Chunk chunk, int parallelism, CancellationToken cancellationToken)
    {
        if (chunk.IsEmpty)
            return;
        foreach (var (key, thing) in await services.ExternalIds.FindAsync(run.Tenant.Id, source, chunk.Keys(), cancellationToken))
            chunk.Known[key] = thing;
        AddTermsOfItems(chunk);
        var taken = await ChooseSlugsAsync(chunk, cancellationToken);

        var pieces = new List<OrderedPiece<ExternalKey>>();
        foreach (var term in chunk.Terms)
            pieces.Add(new(term.Key, Present(term.Parent), stop => ApplyAsync(term, chunk, stop)));
        foreach (var item in chunk.Items)
            pieces.Add(new(
                item.Key, [.. Present(item.Parent), .. item.Categories.Select(c => c.Key), .. item.Tags.Select(t => t.Key)],
                stop => ApplyAsync(item, chunk, taken.GetValueOrDefault(item.Key), stop)));
        foreach (var reply in chunk.Replies)
            pieces.Add(new(
                reply.Key, [reply.ItemKey, .. Present(reply.Answered)], stop => ApplyAsync(reply, chunk, taken.GetValueOrDefault(reply.Key), stop)));
        await OrderedWork.RunAsync(pieces, parallelism, cancellationToken);
    }

    private static ExternalKey[] Present(ExternalKey? key) => key is { } known ? [known] : [];

    /// <summary>An export of posts alone has no entries for their terms. A term that was read and refused is not tried again.</summary>
    private void AddTermsOfItems(Chunk chunk)
    {
        foreach (var (key, term) in chunk.Items.SelectMany(i => i.Categories.Concat(i.Tags).Select(t => (t.Key, (Item: i, t.Term)))))
        {
            if (key.Id.Length > TermMapping.MaxNicename || chunk.Known.ContainsKey(key) || !seen.Terms.Add(key))
                continue;
            var remark = new ImportRemark(key.Kind, term.Term.Nicename, term.Term.Name, new ImportReason("", ""), term.Item.Item.Position.Line);
            if (TermMapping.Map(term.Term) is { Value: { } mapped })
                chunk.Add(new TermEntry(mapped, remark.Line) { IsMadeFromItems = true });
            else
                report.Note(remark with { Reason = TermMapping.Map(term.Term).Refusal! });
        }
    }

    /// <summary>In the order of the file, so that the same thing gets the same slug however often the import is interrupted.</summary>
    /// <returns>How many of its slugs are taken, by entry.</returns>
    private async Task<Dictionary<ExternalKey, int>> ChooseSlugsAsync(Chunk chunk, CancellationToken cancellationToken)
    {
        var entries = chunk.Items.Select(i => (i.Key, i.Node)).Concat(chunk.Replies.Select(r => (r.Key, r.Node)))
            .Where(e => !chunk.Known.ContainsKey(e.Key)).ToList();
        var taken = await services.Snapshots.TakenSlugsAsync(
            run.Tenant.Id, run.Locale, [.. entries.SelectMany(e => e.Node.Slugs.Take(2).Select(s => (e.Node.Kind, s)))], cancellationToken);
        var choices = new Dictionary<ExternalKey, int>();
        foreach (var (key, node) in entries)
        {
            var choice = 0;
            while (choice < node.Slugs.Count && !taken.Add((node.Kind, node.Slugs[choice])))
                choice++;
            choices[key] = choice;
        }

        return choices;
    }

    private async Task ApplyAsync(TermEntry entry, Chunk chunk, CancellationToken cancellationToken)
    {
        var known = chunk.Known.GetValueOrDefault(entry.Key);
        var parent = Parent(entry.Parent, chunk, entry.Placing, p => seen.Terms.Contains(p));
        Applied applied;
        if (entry.Term.IsCategory)
        {
            var category = new ImportedCategory
            {
                Reference = new ExternalReference(source, entry.Key.Kind, entry.Key.Id),
                Locale = run.Locale,
                Name = entry.Term.Name,
                Slug = entry.Term.Slug,
                Description = entry.Term.Description,
                ParentId = entry.Placing == Placing.Open && known is null ? null : parent.Id,
            };
            if (Waits(entry.Placing, entry.Open, known, parent.Id, () => CategoryImport.Of(category)))
                return;
            applied = await services.Categories.ApplyAsync(run, category, known, cancellationToken);
        }
        else
        {
            var tag = new ImportedTag
            {
                Reference = new ExternalReference(source, entry.Key.Kind, entry.Key.Id),
                Locale = run.Locale,
                Name = entry.Term.Name,
                Slug = entry.Term.Slug,
            };
            applied = await services.Tags.ApplyAsync(run, tag, known, cancellationToken);
        }

        Remember(chunk, entry.Key, applied);
        if (entry.IsMadeFromItems)
            NoteMade(entry, applied);
        else if (!HasToBeSeenAgain(entry.Placing, entry.Open, applied, reason => entry.Remark(reason, applied.TraceId)))
            Conclude(
                entry.Term.Kind, Final(applied, entry.Open), [.. entry.Term.Notes, .. parent.Notes],
                reason => entry.Remark(reason, applied.TraceId));
    }

    private async Task ApplyAsync(ItemEntry entry, Chunk chunk, int takenSlugs, CancellationToken cancellationToken)
    {
        var known = chunk.Known.GetValueOrDefault(entry.Key);
        var notes = new List<ImportReason>(entry.Node.Notes);
        var parent = Parent(entry.Parent, chunk, entry.Placing, p => seen.Contains(p));
        var node = Node(entry.Key, entry.Node, takenSlugs) with
        {
            ParentId = entry.Placing == Placing.Open && known is null ? null : parent.Id,
            CategoryId = Terms(entry.Categories, chunk, notes).Cast<Guid?>().FirstOrDefault(),
            TagIds = [.. Terms(entry.Tags, chunk, notes).Distinct()],
        };
        if (Waits(entry.Placing, entry.Open, known, parent.Id, () => NodeParts.Of(node)))
            return;

        var applied = await services.Nodes.ApplyAsync(run, node, known, cancellationToken);
        Remember(chunk, entry.Key, applied);
        if (HasToBeSeenAgain(entry.Placing, entry.Open, applied, reason => entry.Remark(reason, applied.TraceId)))
            return;
        applied = Final(applied, entry.Open);
        Conclude(entry.Item.PostType, applied, [.. notes, .. parent.Notes], reason => entry.Remark(reason, applied.TraceId));
        if (applied.Outcome == ImportOutcome.Skipped)
            report.SkipMany(EntryKinds.CustomField, entry.Item.Meta.Count, ItemSkipped);
        else
            CountFields(entry);
    }

    private async Task ApplyAsync(ReplyEntry entry, Chunk chunk, int takenSlugs, CancellationToken cancellationToken)
    {
        if (chunk.Known.GetValueOrDefault(entry.ItemKey) is not { Exists: true } item && !(run.Mode.DryRun && seen.Contains(entry.ItemKey)))
        {
            Conclude(EntryKinds.Comment, new Applied(ImportOutcome.Skipped, null, ItemSkipped), [], reason => entry.Remark(reason));
            return;
        }

        var itemId = chunk.Known.GetValueOrDefault(entry.ItemKey, Foreseen).Id;
        var node = Node(entry.Key, entry.Node, takenSlugs) with
        {
            ParentId = entry.Answered is { } answered && chunk.Known.GetValueOrDefault(answered) is { Exists: true } above ? above.Id : itemId,
            OtherParentId = itemId,
        };
        var applied = await services.Nodes.ApplyAsync(run, node, chunk.Known.GetValueOrDefault(entry.Key), cancellationToken);
        Remember(chunk, entry.Key, applied);
        Conclude(EntryKinds.Comment, applied, entry.Node.Notes, reason => entry.Remark(reason, applied.TraceId));
    }

    private ImportedNode Node(ExternalKey key, MappedNode node, int takenSlugs) => new()
    {
        Reference = new ExternalReference(source, key.Kind, key.Id),
        Kind = node.Kind,
        Locale = run.Locale,
        Title = node.Title,
        Slugs = node.Slugs,
        TakenSlugs = takenSlugs,
        Excerpt = node.Excerpt,
        BodyFormat = BodyFormat.Html,
        Body = node.Body,
        Position = node.Position,
        Status = node.Status,
        PublishedAt = node.PublishedAt,
        Metadata = node.Metadata,
    };

    private (Guid? Id, ImportReason[] Notes) Parent(ExternalKey? parent, Chunk chunk, Placing placing, Func<ExternalKey, bool> isSeen)
    {
        if (parent is not { } key)
            return (null, []);
        if (chunk.Known.GetValueOrDefault(key) is { Exists: true } known)
            return (known.Id, []);
        if (run.Mode.DryRun && isSeen(key))
            return (Foreseen.Id, []);
        return placing == Placing.Open
            ? (null, [])
            : (null, [new ImportReason("parent-missing", $"Its parent {key.Id} is not in the file, or was skipped; it has none here.")]);
    }

    /// <summary>The ids of an item's terms, as far as they are asked for; those that are not here are noted.</summary>
    private IEnumerable<Guid> Terms(IEnumerable<(ExternalKey Key, WxrItemTerm Term)> terms, Chunk chunk, List<ImportReason> notes)
    {
        foreach (var (key, _) in terms)
        {
            if (chunk.Known.TryGetValue(key, out var known) && known.Exists)
                yield return known.Id;
            else if (known is not null)
                notes.Add(new ImportReason("term-deleted-here", $"The {key.Kind} '{key.Id}' has been deleted here; it is left out."));
            else if (run.Mode.DryRun && seen.Terms.Contains(key))
                yield return Foreseen.Id;
            else
                notes.Add(new ImportReason("term-missing", $"The {key.Kind} '{key.Id}' was skipped; it is left out."));
        }
    }

    /// <summary>
    /// Whether an entry that is here already has to wait for its parent. Not if it stands where the file wants it: then the parent has
    /// merely not come yet in this run.
    /// </summary>
    private bool Waits(Placing placing, OpenEntry? open, KnownThing? known, Guid? parentId, Func<Fingerprint> wanted)
    {
        if (placing != Placing.Open || known is null)
            return false;
        open!.IsSettled = parentId is not null && NodeImport.IsUnchanged(run, wanted(), known);
        return !open.IsSettled;
    }

    /// <summary>Whether an entry was made without the parent it shall have. What came of it is counted when it has one.</summary>
    private bool HasToBeSeenAgain(Placing placing, OpenEntry? open, Applied applied, Func<ImportReason, ImportRemark> remark)
    {
        if (placing != Placing.Open || open!.IsSettled)
            return false;
        if (applied.Outcome == ImportOutcome.Skipped)
        {
            open.IsSettled = true;
            return false;
        }

        open.IsNew = applied.Outcome == ImportOutcome.Imported;
        foreach (var note in applied.Notes)
            report.Note(remark(note));
        return true;
    }

    /// <summary>What became of an entry over both looks at it.</summary>
    private static Applied Final(Applied applied, OpenEntry? open) =>
        open is { IsNew: true } && applied.Outcome is ImportOutcome.Unchanged or ImportOutcome.Updated
            ? applied with { Outcome = ImportOutcome.Imported }
            : applied;

    private void Remember(Chunk chunk, ExternalKey key, Applied applied)
    {
        if (applied.Id is { } id && applied.Reason?.Code != "deleted-here")
            chunk.Known[key] = new KnownThing(id, Exists: true, Fingerprint: null);
        else if (run.Mode.DryRun && applied.Outcome == ImportOutcome.Imported)
            chunk.Known[key] = Foreseen;
    }

    private void Conclude(string kind, Applied applied, IEnumerable<ImportReason> notes, Func<ImportReason, ImportRemark> remark)
    {
        if (applied.Reason is { } reason)
            report.Skip(remark(reason));
        else
            report.Count(kind, applied.Outcome);
        foreach (var note in applied.Notes)
            report.Note(remark(note));
        // Of what was not touched there is nothing new to say.
        if (applied.Outcome is ImportOutcome.Imported or ImportOutcome.Updated)
            foreach (var note in notes)
                report.Note(remark(note));
        progress.Done();
    }

    private void NoteMade(TermEntry entry, Applied applied)
    {
        if (applied.Outcome == ImportOutcome.Imported)
            report.Note(entry.Remark(
                new ImportReason("term-of-items", "No entry of the file describes it; it is made of the name that items give it."), applied.TraceId));
        if (applied.Reason is { } reason)
            report.Note(entry.Remark(reason, applied.TraceId));
        foreach (var note in applied.Notes)
            report.Note(entry.Remark(note, applied.TraceId));
    }

    private void CountFields(ItemEntry entry)
    {
        report.Count(EntryKinds.CustomField, ImportOutcome.InMetadata, entry.Node.FieldsKept);
        var fields = new ItemFields(entry.Item.Meta);
        report.SkipMany(
            EntryKinds.CustomField, fields.Plumbing + fields.Public.Count - entry.Node.FieldsKept,
            new ImportReason("fields-left-out", "The custom fields of their item do not fit into its metadata."));
        report.SkipMany(
            EntryKinds.CustomField, entry.Item.Meta.Count - fields.Plumbing - fields.Public.Count,
            new ImportReason("private-field", "Fields whose name begins with an underscore are WordPress' or a plugin's own."));
    }

    public static ImportReason ItemSkipped { get; } = new("item-skipped", "What it belongs to was skipped.");
}

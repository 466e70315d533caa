using System.Diagnostics;
using RusToK.Core.Content.External;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Import.WordPress.Mapping;

namespace RusToK.Core.Import.WordPress.Running;

/// <summary>
/// One import of one file. The first pass makes everything; entries whose parent had not come yet get their place in a second one,
/// and their comments, so that nobody has to carry them along, in a third. Passes read the file again, so that memory does not grow
/// with it; most files need only the first.
/// </summary>
internal sealed class WordPressRun(
    ImportRun run, Stream file, string? siteAddress, int parallelism, WordPressServices services, ImportReport report, ImportProgress progress)
{
    /// <summary>Past these bounds an author is known by his login alone.</summary>
    private const int MaxAuthors = 100_000;

    private const int MaxName = 255;

    private readonly Dictionary<string, string?> _authors = [];
    private readonly SeenEntries _seen = new();
    private readonly List<OpenEntry> _open = [];
    private ItemMapping? _items;
    private CommentMapping? _comments;
    private ChunkImport? _import;
    private Chunk _chunk = new();

    /// <summary>What the things of the file are remembered under; known when the file has named its site.</summary>
    public string? Source { get; private set; }

    /// <returns>Where the file could not be read further; null when all of it was.</returns>
    public async Task<ImportDamage?> RunAsync(CancellationToken cancellationToken)
    {
        var damage = await ReadAsync("Reading", TakeAsync, long.MaxValue, parallelism, cancellationToken);
        await AgainAsync("Placing", e => !e.IsSettled, Place, parallelism: 1, cancellationToken);
        await AgainAsync("Replies", e => e.HasComments, entry => AddReplies((WxrItem)entry), parallelism, cancellationToken);
        if (damage is null)
            progress.End();
        return damage;
    }

    private async Task<ImportDamage?> ReadAsync(
        string phase, Func<WxrEntry, CancellationToken, ValueTask> take, long lastOrdinal, int width, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var reader = new WxrReader(file);
        progress.Begin(phase, file.Length, () => reader.BytesRead);
        ImportDamage? damage = null;
        try
        {
            await foreach (var entry in reader.ReadAsync(cancellationToken))
            {
                await take(entry, cancellationToken);
                if (_chunk.IsFull)
                    await FlushAsync(width, cancellationToken);
                if (entry.Position.Ordinal >= lastOrdinal)
                    break;
            }
        }
        catch (WxrFormatException error)
        {
            damage = new ImportDamage(error.Line, error.Column, error.Message);
        }

        await FlushAsync(width, cancellationToken);
        return damage;
    }

    /// <summary>Reads the file once more for the sake of some of the entries that were left open.</summary>
    private async Task AgainAsync(
        string phase, Func<OpenEntry, bool> isConcerned, Action<WxrEntry> take, int parallelism, CancellationToken cancellationToken)
    {
        var concerned = _open.Where(isConcerned).ToList();
        if (concerned.Count == 0)
            return;
        var next = 0;
        await ReadAsync(
            phase,
            (entry, _) =>
            {
                if (next < concerned.Count && concerned[next].Ordinal == entry.Position.Ordinal)
                {
                    take(entry);
                    next++;
                }

                return ValueTask.CompletedTask;
            },
            concerned[^1].Ordinal, parallelism, cancellationToken);
    }

    private async Task FlushAsync(int width, CancellationToken cancellationToken)
    {
        var chunk = _chunk;
        _chunk = new Chunk();
        if (!chunk.IsEmpty)
            await _import!.ApplyAsync(chunk, width, cancellationToken);
    }

    private ValueTask TakeAsync(WxrEntry entry, CancellationToken cancellationToken)
    {
        switch (entry)
        {
            case WxrSite site:
                Begin(site);
                break;
            case WxrAuthor author:
                if (author.Login.Length <= MaxName && _authors.Count < MaxAuthors)
                    _authors[author.Login] = author.DisplayName.Length <= MaxName ? author.DisplayName : null;
                CountInMetadata(EntryKinds.Author);
                break;
            case WxrCategory category:
                Take(category, EntryKinds.Category, category.Nicename, category.Name, TermMapping.Map(category));
                break;
            case WxrTag tag:
                Take(tag, EntryKinds.Tag, tag.Slug, tag.Name, TermMapping.Map(tag));
                break;
            case WxrTerm { Taxonomy: "nav_menu" } menu:
                report.Found(EntryKinds.Term);
                Skip(new ImportRemark(EntryKinds.Term, menu.Slug, menu.Name, PostTypes.Refuse("nav_menu_item")!, menu.Position.Line), wholeKind: true);
                break;
            case WxrTerm:
                CountInMetadata(EntryKinds.Term);
                break;
            case WxrItem item:
                Take(item);
                break;
            case WxrRejected rejected:
                var kind = rejected.Element.StartsWith("wp:", StringComparison.Ordinal) ? rejected.Element[3..] : rejected.Element;
                report.Found(kind);
                Skip(new ImportRemark(kind, rejected.Identity, null, new ImportReason("invalid", rejected.Reason.Message), rejected.Position.Line));
                break;
        }

        return ValueTask.CompletedTask;
    }

    private void Begin(WxrSite site)
    {
        var address = SiteAddress.Of(siteAddress ?? (site.BaseBlogUrl.Length > 0 ? site.BaseBlogUrl : site.Link));
        Source = SiteAddress.SourceOf(address);
        _items = new ItemMapping(address, _authors, services.Clock);
        _comments = new CommentMapping(address, services.Clock);
        _import = new ChunkImport(run, Source, _seen, services, report, progress);
        if (site.Language.Length > 0 && !site.Language.Split('-', '_')[0].Equals(run.Locale.Split('-')[0], StringComparison.OrdinalIgnoreCase))
            report.Note(new ImportRemark(
                "site", address, site.Title,
                new ImportReason("language", $"The site says that its language is '{site.Language}'; its words are taken for '{run.Locale}'."), site.Position.Line));
    }

    private void Take(WxrEntry entry, string kind, string nicename, string name, Mapped<MappedTerm> mapped)
    {
        report.Found(kind);
        var remark = new ImportRemark(kind, nicename, name, new ImportReason("", ""), entry.Position.Line);
        if (mapped.Value is not { } term)
        {
            // Known as one that was refused, so that it is not made again from what items say.
            if (nicename.Length <= TermMapping.MaxNicename)
                _seen.Terms.Add(new ExternalKey(kind, nicename));
            Skip(remark with { Reason = mapped.Refusal! });
            return;
        }

        var made = new TermEntry(term, entry.Position.Line);
        if (!_seen.Described.Add(made.Key))
        {
            Skip(remark with { Reason = new ImportReason("repeated", "The file describes it twice; the first counts.") });
            return;
        }

        var isOpen = made.Parent is { } parent && !_seen.Described.Contains(parent);
        _seen.Terms.Add(made.Key);
        _chunk.Add(isOpen ? made with { Placing = Placing.Open, Open = Open(entry, hasComments: false) } : made);
    }

    private void Take(WxrItem item)
    {
        report.Found(item.PostType);
        report.Found(EntryKinds.CustomField, item.Meta.Count);
        report.Found(EntryKinds.Comment, item.Comments.Count);
        var mapped = _items!.Map(item);
        if (mapped.Value is { } node && _seen.Items.Add(item.PostId))
        {
            var isOpen = item.ParentId is { } parent && (parent == item.PostId || !_seen.Items.Contains(parent));
            var made = new ItemEntry(item, node);
            if (isOpen)
            {
                _chunk.Add(made with { Placing = Placing.Open, Open = Open(item, item.Comments.Count > 0) });
                return;
            }

            _chunk.Add(made);
            AddReplies(item, node);
            return;
        }

        var reason = mapped.Refusal ?? new ImportReason("repeated", "Another item of the file has the same id; the first counts.");
        Skip(
            new ImportRemark(item.PostType, ItemEntry.KeyOf(item.PostId).Id, item.Title, reason, item.Position.Line),
            wholeKind: PostTypes.Refuse(item.PostType) is not null);
        report.SkipMany(EntryKinds.CustomField, item.Meta.Count, ChunkImport.ItemSkipped);
        foreach (var comment in item.Comments)
            Skip(Remark(comment, item, ChunkImport.ItemSkipped));
    }

    private OpenEntry Open(WxrEntry entry, bool hasComments)
    {
        var open = new OpenEntry(entry.Position.Ordinal, hasComments);
        _open.Add(open);
        return open;
    }

    /// <summary>The second look at an entry whose parent had not come.</summary>
    private void Place(WxrEntry entry)
    {
        var open = _open[_open.BinarySearch(new OpenEntry(entry.Position.Ordinal, hasComments: false), OpenEntry.ByOrdinal)];
        switch (entry)
        {
            case WxrCategory category:
                _chunk.Add(new TermEntry(TermMapping.Map(category).Value!, entry.Position.Line) { Placing = Placing.Late, Open = open });
                break;
            case WxrItem item:
                _chunk.Add(new ItemEntry(item, _items!.Map(item).Value!) { Placing = Placing.Late, Open = open });
                break;
            default:
                throw new UnreachableException("Only categories and items stand below others.");
        }
    }

    private void AddReplies(WxrItem item) => AddReplies(item, _items!.Map(item).Value!);

    private void AddReplies(WxrItem item, MappedNode itemNode)
    {
        var imported = new List<(WxrComment Comment, MappedNode Node)>();
        foreach (var comment in item.Comments)
        {
            var refusal = CommentMapping.Refuse(comment);
            var mapped = refusal is null ? _comments!.Map(comment, itemNode.Status == NodeStatus.Published) : refusal;
            if (mapped.Value is { } node && _seen.Comments.Add(comment.Id))
                imported.Add((comment, node));
            else
                Skip(
                    Remark(comment, item, mapped.Refusal ?? new ImportReason("repeated", "Another comment of the file has the same id; the first counts.")),
                    wholeKind: comment.Type is "pingback" or "trackback");
        }

        var nodes = imported.ToDictionary(i => i.Comment.Id, i => i.Node);
        foreach (var (comment, answered, note) in CommentThreads.Order([.. imported.Select(i => i.Comment)], item.Comments))
        {
            var node = nodes[comment.Id];
            _chunk.Add(new ReplyEntry(
                comment, note is null ? node : node with { Notes = [.. node.Notes, note] }, item, answered is { } id ? ReplyEntry.KeyOf(id) : null));
        }
    }

    private static ImportRemark Remark(WxrComment comment, WxrItem item, ImportReason reason) =>
        new(EntryKinds.Comment, ReplyEntry.KeyOf(comment.Id).Id, PlainTitle.FromBody(comment.Content), reason, item.Position.Line);

    private void CountInMetadata(string kind)
    {
        report.Found(kind);
        report.Count(kind, ImportOutcome.InMetadata);
        progress.Done();
    }

    private void Skip(ImportRemark remark, bool wholeKind = false)
    {
        report.Skip(remark, wholeKind);
        progress.Done();
    }
}

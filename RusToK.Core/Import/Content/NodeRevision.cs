using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Content.External;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Errors;

namespace RusToK.Core.Import.Content;

/// <summary>
/// What one node lacks to be as the file has it, part by part, as commands on the version that was looked at. Each command leaves a
/// node that the next look understands, so it may be interrupted between any two.
/// </summary>
internal sealed class NodeRevision
{
    private static readonly string[] Parts =
        [NodeParts.Words, NodeParts.Slug, NodeParts.Place, NodeParts.Category, NodeParts.Tags, NodeParts.Publication, NodeParts.Details];

    private readonly ImportRun _run;
    private readonly ImportedNode _wanted;
    private readonly NodeSnapshot _snapshot;
    private readonly Fingerprint _last;
    private readonly Fingerprint _now;
    private readonly Dictionary<string, PartDecision> _decisions;
    private readonly List<ImportReason> _notes = [];
    private Node _node;
    private string _slug;

    public NodeRevision(ImportRun run, ImportedNode wanted, NodeSnapshot snapshot, Fingerprint last)
    {
        (_run, _wanted, _snapshot, _last) = (run, wanted, snapshot, last);
        (_node, _slug) = (snapshot.Node, snapshot.Words!.Slug);
        _now = NodeParts.Of(wanted);
        var current = NodeParts.Of(snapshot, wanted.Metadata);
        _decisions = Parts.ToDictionary(p => p, p => PartDecisions.Decide(p, _now, last, current, run.Mode.Overwrite));
        _decisions[NodeParts.Slug] = DecideSlug();
    }

    /// <summary>What is to be remembered: of each part what the file says now, or, where what is here was kept, what it said before.</summary>
    public Fingerprint Remembered
    {
        get
        {
            var remembered = new Fingerprint();
            foreach (var part in Parts)
                remembered.Set(part, _decisions[part] == PartDecision.Keep ? _last[part] : _now[part]);
            // The address is ours as long as nobody chose another.
            return remembered.Set(
                NodeParts.Address,
                _decisions[NodeParts.Slug] is PartDecision.Apply or PartDecision.AlreadySo ? Fingerprint.Hash(_slug) : _last[NodeParts.Address]);
        }
    }

    /// <summary>What <see cref="ApplyAsync"/> would do.</summary>
    public Applied Foresee() => Conclude(_decisions.ContainsValue(PartDecision.Apply));

    public async Task<Applied> ApplyAsync(CancellationToken cancellationToken)
    {
        await ReviseWordsAsync(cancellationToken);
        await MoveAsync(cancellationToken);
        await ReviseRestAsync(cancellationToken);
        await ReviseTagsAsync(cancellationToken);
        await ReviseStatusAsync(cancellationToken);
        return Conclude(_node.Version != _snapshot.Node.Version);
    }

    private PartDecision DecideSlug()
    {
        if (_slug == _wanted.Slugs[0])
            return _now[NodeParts.Slug] == _last[NodeParts.Slug] ? PartDecision.Leave : PartDecision.AlreadySo;
        var isAsBefore = _now[NodeParts.Slug] == _last[NodeParts.Slug];
        if (_run.Mode.Overwrite)
            // Another one that an import gave is as good as it gets.
            return isAsBefore && _wanted.Slugs.Contains(_slug) ? PartDecision.Leave : PartDecision.Apply;
        if (isAsBefore)
            return PartDecision.Leave;
        return Fingerprint.Hash(_slug) == _last[NodeParts.Address] ? PartDecision.Apply : PartDecision.Keep;
    }

    private bool Applies(string part) => _decisions[part] == PartDecision.Apply;

    private async Task ReviseWordsAsync(CancellationToken cancellationToken)
    {
        if (!Applies(NodeParts.Words) && !Applies(NodeParts.Slug))
            return;
        var text = Applies(NodeParts.Words)
            ? new NodeText
            {
                Locale = _wanted.Locale,
                Title = _wanted.Title,
                Excerpt = _wanted.Excerpt,
                BodyFormat = _wanted.BodyFormat,
                Body = _wanted.Body,
            }
            : new NodeText
            {
                Locale = _wanted.Locale,
                Title = _snapshot.Words!.Title,
                Excerpt = _snapshot.Words.Excerpt,
                BodyFormat = _snapshot.Words.BodyFormat,
                Body = _snapshot.Words.Body,
            };
        for (var slug = 0; ; slug++)
        {
            // Without a slug the old one stays.
            var chosen = Applies(NodeParts.Slug) ? _wanted.Slugs[slug] : null;
            try
            {
                await SendAsync(new TranslateNode(_node.Id, text with { Slug = chosen }, _node.Version), cancellationToken);
                _slug = chosen ?? _slug;
                if (slug > 0)
                    _notes.Add(NodeImport.SlugTaken(_wanted, slug));
                return;
            }
            catch (ConflictException conflict) when (chosen is not null && NodeImport.IsSlug(conflict) && slug + 1 < _wanted.Slugs.Count)
            {
                // The next one.
            }
        }
    }

    private async Task MoveAsync(CancellationToken cancellationToken)
    {
        if (!Applies(NodeParts.Place))
            return;
        try
        {
            await SendAsync(
                new UpdateNode(_node.Id, _node.Version) { ParentId = _wanted.ParentId, Position = _wanted.Position }, cancellationToken);
        }
        catch (DomainException refusal) when (refusal.Field == "parentId")
        {
            _notes.Add(NodeImport.ParentRefused(refusal));
            _decisions[NodeParts.Place] = PartDecision.Keep;
        }
    }

    private async Task ReviseRestAsync(CancellationToken cancellationToken)
    {
        var command = new UpdateNode(_node.Id, _node.Version);
        if (Applies(NodeParts.Category))
            command = command with { CategoryId = _wanted.CategoryId };
        if (Applies(NodeParts.Details))
            command = command with { Metadata = Merged() };
        if (Applies(NodeParts.Publication) && _node.Status == _wanted.Status && _wanted.PublishedAt is { } date)
            command = command with { PublishedAt = date };
        if (command.ChangesAnything)
            await SendAsync(command, cancellationToken);
    }

    private async Task ReviseTagsAsync(CancellationToken cancellationToken)
    {
        if (!Applies(NodeParts.Tags))
            return;
        Guid[] surplus = [.. _snapshot.TagIds.Except(_wanted.TagIds)];
        Guid[] missing = [.. _wanted.TagIds.Except(_snapshot.TagIds)];
        if (surplus.Length > 0)
            await SendAsync(new DetachTags(_node.Id, surplus, _node.Version), cancellationToken);
        if (missing.Length > 0)
            await SendAsync(new AttachTags(_node.Id, missing, _node.Version), cancellationToken);
    }

    private async Task ReviseStatusAsync(CancellationToken cancellationToken)
    {
        if (!Applies(NodeParts.Publication))
            return;
        if (_node.Status == NodeStatus.Archived)
            await SendAsync(new RestoreNode(_node.Id, _node.Version), cancellationToken);
        if (_node.Status == NodeStatus.Published && _wanted.Status == NodeStatus.Draft)
            await SendAsync(new UnpublishNode(_node.Id, _node.Version), cancellationToken);
        if (_node.Status == NodeStatus.Draft && _wanted.Status == NodeStatus.Published)
            await SendAsync(new PublishNode(_node.Id, _wanted.PublishedAt, _node.Version), cancellationToken);
    }

    /// <summary>The source's properties as it has them now, beside those that are somebody else's.</summary>
    private JsonElement Merged()
    {
        var merged = _node.Metadata.EnumerateObject().ToDictionary(p => p.Name, p => p.Value);
        foreach (var property in _wanted.Metadata.EnumerateObject())
            merged[property.Name] = property.Value;
        return JsonSerializer.SerializeToElement(merged, ImportJson.Options);
    }

    private async Task SendAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : ICommand<NodeResult> =>
        _node = (await _run.SendAsync<TCommand, NodeResult>(command, cancellationToken)).Node;

    private Applied Conclude(bool changed)
    {
        var kept = _decisions.Where(d => d.Value == PartDecision.Keep && !(d.Key == NodeParts.Place && _notes.Exists(n => n.Code == "parent-refused")))
            .Select(d => d.Key).ToList();
        var edited = new ImportReason(
            "edited-here", $"Changed in the file, and here since the last import; what is here stays ({string.Join(", ", kept)}).");
        if (!changed && kept.Count > 0)
            return new Applied(ImportOutcome.Skipped, _node.Id, edited, _notes);
        if (kept.Count > 0)
            _notes.Add(edited);
        return new Applied(changed ? ImportOutcome.Updated : ImportOutcome.Unchanged, _node.Id, null, _notes);
    }
}

using System.Diagnostics;
using System.Text.Json;
using RusToK.Core.Commands;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Nodes.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Events;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content.Nodes.Commands;

/// <summary>
/// Writes in one round trip what the database can check by itself, and asks first only where the answer is needed (the
/// depth of a parent). When the database refuses, it asks everything, to name each field, or to take the next free slug.
/// </summary>
internal sealed class CreateNodeHandler(NodeReader reader, WriteBatchFactory batches, TimeProvider clock) : ICommandHandler<CreateNode, NodeResult>
{
    private const int MaxAttempts = 3;
    private static readonly JsonElement NoMetadata = JsonElement.Parse("{}");

    public async Task<NodeResult> HandleAsync(CreateNode command, CommandContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetStorableNow();
        command = command with
        {
            TagIds = [.. command.TagIds.Distinct().Order()],
            Translations = [.. command.Translations.Select(t => t with { Locale = t.Locale ?? context.DefaultLocale })],
        };
        var violations = Check(command, now);
        if (violations.Any)
        {
            // Refused in any case; say what else is wrong.
            CheckReferences(violations, command, await reader.AskAsync(context.TenantId, Questions(command, withSlugs: false), cancellationToken));
            violations.ThrowIfAny();
        }

        command = command with { Translations = [.. command.Translations.Select(t => t with { Locale = LocaleTag.Canonical(t.Locale!) })] };
        var id = command.Id ?? Guid.CreateVersion7();
        Activity.Current?.SetTag(Attributes.AggregateType, ContentSchema.NodeAggregate).SetTag(Attributes.AggregateId, id);
        NodeAnswers? answers = null;
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1 || command.ParentId is not null)
            {
                answers = await reader.AskAsync(context.TenantId, Questions(command, withSlugs: true), cancellationToken) with { IsLastAttempt = attempt == MaxAttempts };
                CheckReferences(violations, command, answers);
                violations.ThrowIfAny();
                RequireFree(command, answers);
            }

            var (batch, result) = Stage(command, id, answers, context, now);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return result;
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Ask, so that the next attempt either succeeds or is refused with the field and the rule.
            }
        }
    }

    private (WriteBatch Batch, NodeResult Result) Stage(CreateNode command, Guid id, NodeAnswers? answers, CommandContext context, DateTimeOffset now)
    {
        var draft = new Node
        {
            TenantId = context.TenantId,
            Id = id,
            Kind = command.Kind,
            Status = NodeStatus.Draft,
            ParentId = command.ParentId,
            Depth = answers?.ParentDepth + 1 ?? 0,
            AuthorId = command.AuthorId ?? context.ActorId,
            CategoryId = command.CategoryId,
            Position = command.Position,
            Metadata = command.Metadata ?? NoMetadata,
            PublishedAt = command.PublishedAt?.ToStorable(),
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        var translations = command.Translations.Select(text => new NodeTranslation
        {
            TenantId = context.TenantId,
            NodeId = id,
            Locale = text.Locale!,
            Kind = command.Kind,
            Title = text.Title.Trim(),
            Slug = SlugChoice.Choose(
                text.Slug, text.Title, id, s => answers?.TakenSlugs.Contains((text.Locale!, s)) ?? false, crowded: answers is { IsLastAttempt: true })!,
            Excerpt = text.Excerpt,
            BodyFormat = text.BodyFormat,
            Body = text.Body ?? "",
            UpdatedAt = now,
        }).ToList();

        List<IEvent> events = [new NodeCreated(NodeState.Of(draft, command.TagIds), [.. translations.Select(NodeTextState.Of)])];
        var node = draft;
        if (command.Status == NodeStatus.Published)
        {
            node = draft with { Status = NodeStatus.Published, PublishedAt = draft.PublishedAt ?? now, Version = 2 };
            events.Add(new NodePublished(NodeState.Of(node, command.TagIds)));
        }

        var batch = batches.Begin(context).Insert(node);
        foreach (var translation in translations)
            batch.Insert(translation);
        foreach (var tagId in command.TagIds)
            batch.Insert(new NodeTag { TenantId = context.TenantId, NodeId = id, TagId = tagId });
        if (command.External is { } external)
            batch.Insert(external.For(context.TenantId, id));
        // After the insert, which waits for whoever moves the parent.
        if (command.ParentId is { } parentId)
            batch.RequireParentAt(context.TenantId, parentId, draft.Depth - 1);
        if (command.Id is not null)
            batch.RequireNeverDeleted(context.TenantId, ContentSchema.NodeAggregate, id);
        for (var i = 0; i < events.Count; i++)
            batch.Append(events[i], ContentSchema.NodeAggregate, id, i + 1);
        return (batch, new NodeResult(node, command.TagIds));
    }

    private static NodeQuestions Questions(CreateNode command, bool withSlugs) => new()
    {
        NewId = command.Id,
        ParentId = command.ParentId,
        CategoryId = command.CategoryId,
        TagIds = command.TagIds,
        Kind = command.Kind,
        External = command.External,
        Slugs = withSlugs
            ? [.. command.Translations.SelectMany(t => SlugChoice.Candidates(t.Slug, t.Title).Select(s => (t.Locale!, s)))]
            : [],
    };

    private static Violations Check(CreateNode command, DateTimeOffset now)
    {
        var violations = new Violations();
        NodeRules.CheckTags(violations, "tagIds", command.TagIds);
        NodeRules.CheckMetadata(violations, "metadata", command.Metadata);
        if (command.Status == NodeStatus.Archived)
            violations.Add("status", "initial", "status of a new node must be draft or published.");
        NodeRules.CheckPublishedAt(violations, "publishedAt", command.PublishedAt, now);
        if (command.Translations.Count is 0 or > NameRules.MaxTranslations)
            violations.Add("translations", "count", $"translations must hold 1 to {NameRules.MaxTranslations} languages.");
        var locales = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < command.Translations.Count; i++)
        {
            NodeRules.CheckText(violations, $"translations[{i}].", command.Translations[i]);
            if (!locales.Add(command.Translations[i].Locale!))
                violations.Add($"translations[{i}].locale", "unique", $"translations[{i}].locale is given twice.");
        }

        command.External?.Check(violations, "external");
        return violations;
    }

    private static void CheckReferences(Violations violations, CreateNode command, NodeAnswers answers)
    {
        NodeReferences.CheckParent(violations, "parentId", command.ParentId, answers.ParentDepth, below: 0);
        NodeReferences.CheckCategory(violations, "categoryId", command.CategoryId, answers);
        NodeReferences.CheckTags(violations, "tagIds", command.TagIds, answers);
    }

    private static void RequireFree(CreateNode command, NodeAnswers answers)
    {
        if (answers.IdIsTaken)
            throw new ConflictException($"A node with id {command.Id} exists.", "id", "unique");
        if (answers.IdWasDeleted)
            throw new ConflictException($"The id {command.Id} belonged to a node that was deleted; an id is not used again.", "id", "deleted");
        if (answers.ExternalIsKnown)
            throw new ConflictException($"{command.External!.Source} {command.External.Kind} {command.External.Id} has been imported.", "external", "unique");
        for (var i = 0; i < command.Translations.Count; i++)
        {
            var text = command.Translations[i];
            if (text.Slug is { } slug && answers.TakenSlugs.Contains((text.Locale!, slug.ToLowerInvariant())))
                throw NodeReferences.SlugTaken($"translations[{i}].slug", slug, text.Locale!, command.Kind);
        }
    }
}

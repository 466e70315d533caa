using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Collections.Storage;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Catalog.Collections.Commands;

/// <summary>Makes a collection with its first titles; the slug of a title is the collection's handle.</summary>
[CommandName("commerce.create_collection")]
public sealed record CreateCollection : ICommand<CollectionResult>
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    public CollectionKind Kind { get; init; } = CollectionKind.Manual;

    /// <summary>Whether all rules must hold; else one is enough.</summary>
    public bool MatchAll { get; init; } = true;

    /// <summary>Of a rule-based collection: 1 to 60.</summary>
    public IReadOnlyList<CollectionRule> Rules { get; init; } = [];

    /// <summary>At least one, one a locale.</summary>
    public required IReadOnlyList<NameText> Translations { get; init; }

    /// <summary>What it is called where it comes from; remembered with it, and refused when known.</summary>
    public ExternalReference? External { get; init; }
}

internal sealed class CreateCollectionHandler(CollectionReader reader, WriteBatchFactory batches, TimeProvider clock)
    : ICommandHandler<CreateCollection, CollectionResult>
{
    private const int MaxAttempts = 3;

    public async Task<CollectionResult> HandleAsync(CreateCollection command, CommandContext context, CancellationToken cancellationToken)
    {
        var id = command.Id ?? Guid.CreateVersion7();
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.CollectionAggregate).SetTag(Attributes.AggregateId, id);
        var texts = command.Translations.InLocale(context.DefaultLocale);
        var violations = new Violations();
        if (texts.Count == 0)
            violations.Add("translations", "count", $"translations must hold 1 to {NameRules.MaxTranslations} languages.");
        NameTexts.Check(violations, "translations", texts, describes: true);
        CollectionRules.Check(violations, "rules", command.Kind, command.Rules);
        command.External?.Check(violations, "external");
        violations.ThrowIfAny();
        texts = texts.Canonical();

        for (var attempt = 1; ; attempt++)
        {
            var answers = await reader.AskAsync(
                context.TenantId, new CollectionQuestions { Id = id, Handles = texts.Candidates(), External = command.External }, cancellationToken);
            RequireFree(command, id, answers);
            var names = texts.Settle("translations", "collection", id, [], answers.TakenHandles, crowded: attempt == MaxAttempts);
            var now = clock.GetStorableNow();
            var collection = new Collection
            {
                TenantId = context.TenantId,
                Id = id,
                Kind = command.Kind,
                MatchAll = command.MatchAll,
                Rules = CollectionRules.Tidy(command.Rules),
                CreatedAt = now,
                UpdatedAt = now,
                Version = 1,
            };
            var batch = batches.Begin(context).Insert(collection);
            foreach (var row in CollectionRows.For(collection, names))
                batch.Insert(row);
            if (command.External is { } external)
                batch.Insert(external.InCommerce(context.TenantId, id));
            if (command.Id is not null)
                batch.RequireUnused(context.TenantId, CommerceSchema.CollectionAggregate, id);
            batch.Append(new CollectionCreated(CollectionState.Of(collection, names)), CommerceSchema.CollectionAggregate, id, collection.Version);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return new CollectionResult(collection, names);
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Someone else was first: ask again, to take the next handle or to say what is wrong.
            }
        }
    }

    private static void RequireFree(CreateCollection command, Guid id, CollectionAnswers answers)
    {
        if (answers.Collection is not null)
            throw new ConflictException($"A collection with id {id} exists.", "id", "unique");
        if (answers.WasDeleted)
            throw new ConflictException($"The id {id} belonged to a collection that was deleted; an id is not used again.", "id", "deleted");
        if (answers.ExternalIsKnown)
            throw new ConflictException($"{command.External!.Source} {command.External.Kind} {command.External.Id} has been imported.", "external", "unique");
        if (command.Kind == CollectionKind.Rules && answers.RuleCollections >= CollectionRules.MaxRuleCollections)
            throw new ConflictException($"There are {CollectionRules.MaxRuleCollections} rule-based collections, which is the most.", "kind", "count");
    }
}

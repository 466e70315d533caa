using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Collections.Storage;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Catalog.Collections.Commands;

/// <summary>Renames a collection or gives it other rules. What is not set stays as it is.</summary>
[CommandName("commerce.update_collection")]
public sealed record UpdateCollection(Guid Id, long? ExpectedVersion = null) : ICommand<CollectionResult>
{
    public Change<bool> MatchAll { get; init; }

    /// <summary>Replaces all rules.</summary>
    public Change<IReadOnlyList<CollectionRule>> Rules { get; init; }

    /// <summary>Names to add or replace. Without a slug the old one stays.</summary>
    public IReadOnlyList<NameText> Translations { get; init; } = [];

    /// <summary>Languages to remove; one name stays at least.</summary>
    public IReadOnlyList<string> RemovedLocales { get; init; } = [];
}

internal sealed class UpdateCollectionHandler(CollectionChanges changes) : ICommandHandler<UpdateCollection, CollectionResult>
{
    public Task<CollectionResult> HandleAsync(UpdateCollection command, CommandContext context, CancellationToken cancellationToken)
    {
        var (texts, removed) = NameChanges.Check(command.Translations, command.RemovedLocales, context.DefaultLocale);
        command = command with { Translations = texts, RemovedLocales = removed };
        return changes.ApplyAsync(
            new CollectionQuestions { Id = command.Id, Handles = texts.Candidates() }, command.ExpectedVersion, context,
            (collection, answers, batch, now) => Decide(command, collection, answers, batch, now), cancellationToken);
    }

    private static CollectionResult Decide(UpdateCollection command, Collection before, CollectionAnswers answers, WriteBatch batch, DateTimeOffset now)
    {
        if (command.Rules.IsSet)
        {
            var violations = new Violations();
            CollectionRules.Check(violations, "rules", before.Kind, command.Rules.Or([]));
            violations.ThrowIfAny();
        }

        var names = NameChanges.Apply("collection", before.Id, answers.Names, command.Translations, command.RemovedLocales, answers.TakenHandles);
        var after = before with
        {
            MatchAll = command.MatchAll.Or(before.MatchAll),
            Rules = CollectionRules.Tidy(command.Rules.Or(before.Rules)),
            UpdatedAt = now,
            Version = before.Version + 1,
        };
        batch.Update(after, before.Version)
            .Execute("DELETE FROM commerce.collection_translations WHERE tenant_id = $1 AND collection_id = $2 AND locale = ANY ($3)",
                Sql.Id(before.TenantId), Sql.Id(before.Id), Sql.Texts(answers.Names.Select(n => n.Locale).Except(names.Select(n => n.Locale))));
        foreach (var row in CollectionRows.For(after, names.Except(answers.Names)))
            batch.Upsert(row);
        batch.Append(new CollectionUpdated(CollectionState.Of(after, names)), CommerceSchema.CollectionAggregate, after.Id, after.Version);
        return new CollectionResult(after, names);
    }
}

using RusToK.Core.Commands;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Content.Categories.Commands;

/// <summary>Moves or renames a category. What is not set stays as it is.</summary>
[CommandName("content.update_category")]
public sealed record UpdateCategory(Guid Id, long? ExpectedVersion = null) : ICommand<CategoryResult>
{
    /// <summary>Moves the category with all that is below it.</summary>
    public Change<Guid?> ParentId { get; init; }

    public Change<int> Position { get; init; }

    /// <summary>How replies to the topics in it are let through; null takes it out of the forum, whose topics there stay.</summary>
    public Change<Moderation?> ForumModeration { get; init; }

    /// <summary>Names to add or replace. Without a slug the old one stays.</summary>
    public IReadOnlyList<NameText> Translations { get; init; } = [];

    /// <summary>Languages to remove; one name stays at least.</summary>
    public IReadOnlyList<string> RemovedLocales { get; init; } = [];
}

internal sealed class UpdateCategoryHandler(CategoryChanges changes) : ICommandHandler<UpdateCategory, CategoryResult>
{
    public Task<CategoryResult> HandleAsync(UpdateCategory command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var texts = command.Translations.InLocale(context.DefaultLocale);
        NameTexts.Check(violations, "translations", texts, describes: true);
        for (var i = 0; i < command.RemovedLocales.Count; i++)
            violations.RequireLocale($"removedLocales[{i}]", command.RemovedLocales[i]);
        violations.ThrowIfAny();
        command = command with { Translations = texts.Canonical(), RemovedLocales = [.. command.RemovedLocales.Select(LocaleTag.Canonical)] };

        var questions = new CategoryQuestions { Id = command.Id, ParentId = command.ParentId.Or(null), Slugs = command.Translations.Candidates() };
        return changes.ApplyAsync(
            questions, command.ExpectedVersion, context, (category, answers, batch, now) => Decide(command, category, answers, batch, now), cancellationToken);
    }

    private static CategoryResult Decide(UpdateCategory command, Category before, CategoryAnswers answers, WriteBatch batch, DateTimeOffset now)
    {
        var parentId = command.ParentId.Or(before.ParentId);
        if (parentId != before.ParentId)
        {
            var violations = new Violations();
            CategoryRows.CheckParent(violations, before.Id, parentId, answers);
            violations.ThrowIfAny();
            if (parentId is { } parent)
                batch.LockTree(before.TenantId, "content.categories").RequireCategoryFits(before.TenantId, before.Id, parent);
        }

        var changed = command.Translations.Settle("translations", "category", before.Id, answers.Names, answers.TakenSlugs, answers.IsLastAttempt);
        var removed = command.RemovedLocales.Except(changed.Select(n => n.Locale)).Intersect(answers.Names.Select(n => n.Locale)).ToHashSet();
        IReadOnlyList<NameState> names =
        [
            .. answers.Names.Where(n => !removed.Contains(n.Locale)).Where(n => changed.All(c => c.Locale != n.Locale)).Concat(changed)
                .OrderBy(n => n.Locale, StringComparer.Ordinal),
        ];
        if (names.Count == 0)
            throw new ConflictException("A category keeps one name at least.", "removedLocales", "last-translation");
        if (names.Count > NameRules.MaxTranslations)
            throw new ConflictException($"A category has at most {NameRules.MaxTranslations} names.", "translations", "count");

        var after = before with
        {
            ParentId = parentId,
            Position = command.Position.Or(before.Position),
            ForumModeration = command.ForumModeration.Or(before.ForumModeration),
            UpdatedAt = now,
            Version = before.Version + 1,
        };
        batch.Update(after, before.Version);
        foreach (var row in CategoryRows.For(after, answers.Names.Where(n => removed.Contains(n.Locale))))
            batch.Delete(row);
        foreach (var row in CategoryRows.For(after, changed))
            batch.Upsert(row);
        batch.Append(new CategoryUpdated(CategoryRows.State(after, names)), ContentSchema.CategoryAggregate, after.Id, after.Version);
        return new CategoryResult(after, CategoryRows.For(after, names));
    }
}

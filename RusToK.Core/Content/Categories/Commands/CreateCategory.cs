using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content.Categories.Storage;
using RusToK.Core.Content.Events;
using RusToK.Core.Content.Forum;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Content.Categories.Commands;

/// <summary>Makes a category with its first names.</summary>
[CommandName("content.create_category")]
public sealed record CreateCategory : ICommand<CategoryResult>
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    public Guid? ParentId { get; init; }

    public int Position { get; init; }

    /// <summary>Makes it one of the forum's: topics are opened in it, and their replies let through in this way.</summary>
    public Moderation? ForumModeration { get; init; }

    /// <summary>At least one, one a locale.</summary>
    public required IReadOnlyList<NameText> Translations { get; init; }

    /// <summary>What it is called where it comes from; remembered with it, and refused when known.</summary>
    public ExternalReference? External { get; init; }
}

internal sealed class CreateCategoryHandler(CategoryReader reader, WriteBatchFactory batches, TimeProvider clock)
    : ICommandHandler<CreateCategory, CategoryResult>
{
    private const int MaxAttempts = 3;

    public async Task<CategoryResult> HandleAsync(CreateCategory command, CommandContext context, CancellationToken cancellationToken)
    {
        var id = command.Id ?? Guid.CreateVersion7();
        Activity.Current?.SetTag(Attributes.AggregateType, ContentSchema.CategoryAggregate).SetTag(Attributes.AggregateId, id);
        var texts = command.Translations.InLocale(context.DefaultLocale);
        var violations = new Violations();
        if (texts.Count == 0)
            violations.Add("translations", "count", $"translations must hold 1 to {NameRules.MaxTranslations} languages.");
        NameTexts.Check(violations, "translations", texts, describes: true);
        command.External?.Check(violations, "external");
        var valid = !violations.Any;
        if (valid)
            texts = texts.Canonical();

        for (var attempt = 1; ; attempt++)
        {
            var questions = new CategoryQuestions { Id = id, ParentId = command.ParentId, External = command.External, Slugs = valid ? texts.Candidates() : [] };
            var answers = await reader.AskAsync(context.TenantId, questions, cancellationToken);
            CategoryRows.CheckParent(violations, id, command.ParentId, answers);
            violations.ThrowIfAny();
            if (answers.Category is not null)
                throw new ConflictException($"A category with id {id} exists.", "id", "unique");
            if (answers.WasDeleted)
                throw new ConflictException($"The id {id} belonged to a category that was deleted; an id is not used again.", "id", "deleted");
            if (answers.ExternalIsKnown)
                throw new ConflictException($"{command.External!.Source} {command.External.Kind} {command.External.Id} has been imported.", "external", "unique");

            var names = texts.Settle("translations", "category", id, [], answers.TakenSlugs, crowded: attempt == MaxAttempts);
            var now = clock.GetStorableNow();
            var category = new Category
            {
                TenantId = context.TenantId,
                Id = id,
                ParentId = command.ParentId,
                Position = command.Position,
                ForumModeration = command.ForumModeration,
                CreatedAt = now,
                UpdatedAt = now,
                Version = 1,
            };
            var rows = CategoryRows.For(category, names);
            var batch = batches.Begin(context).Insert(category);
            foreach (var row in rows)
                batch.Insert(row);
            if (command.External is { } external)
                batch.Insert(external.For(context.TenantId, id));
            if (command.Id is not null)
                batch.RequireNeverDeleted(context.TenantId, ContentSchema.CategoryAggregate, id);
            batch.Append(new CategoryCreated(CategoryRows.State(category, names)), ContentSchema.CategoryAggregate, id, category.Version);
            try
            {
                await batch.CommitAsync(cancellationToken);
                return new CategoryResult(category, rows);
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Someone else was first: ask again, to take the next slug or to say what is wrong.
            }
        }
    }
}

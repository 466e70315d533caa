using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Content.Categories.Storage;

/// <summary>Loads a category, lets a command decide, and writes: two round trips.</summary>
internal sealed class CategoryChanges(CategoryReader reader, WriteBatchFactory batches, TimeProvider clock)
{
    private const int MaxAttempts = 5;

    /// <param name="questions">What the decision needs.</param>
    /// <param name="expectedVersion">The version the caller decided on; null to decide on whatever there is, again when someone else was first.</param>
    /// <param name="context">The tenant and the actor.</param>
    /// <param name="decide">Stages the writes and says what the category is afterwards. May run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NotFoundException">The tenant has no such category.</exception>
    /// <exception cref="ConflictException">It has another version than expected.</exception>
    public async Task<CategoryResult> ApplyAsync(
        CategoryQuestions questions,
        long? expectedVersion,
        CommandContext context,
        Func<Category, CategoryAnswers, WriteBatch, DateTimeOffset, CategoryResult> decide,
        CancellationToken cancellationToken)
    {
        Activity.Current?.SetTag(Attributes.AggregateType, ContentSchema.CategoryAggregate).SetTag(Attributes.AggregateId, questions.Id);
        for (var attempt = 1; ; attempt++)
        {
            var answers = await reader.AskAsync(context.TenantId, questions, cancellationToken) with { IsLastAttempt = attempt == MaxAttempts };
            var category = answers.Category ?? throw NotFoundException.For("category", questions.Id, "id");
            Versions.Require("category", expectedVersion, category.Version);
            var batch = batches.Begin(context);
            var result = decide(category, answers, batch, clock.GetStorableNow());
            try
            {
                await batch.CommitAsync(cancellationToken);
                return result;
            }
            catch (DomainException) when (attempt < MaxAttempts)
            {
                // Someone else was first: decide again on what there is now, or say precisely what is wrong.
            }
        }
    }
}

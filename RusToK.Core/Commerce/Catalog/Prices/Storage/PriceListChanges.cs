using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Catalog.Prices.Storage;

/// <summary>Loads a price list, lets a command decide, and writes: two round trips.</summary>
internal sealed class PriceListChanges(PriceListReader reader, WriteBatchFactory batches, TimeProvider clock)
{
    private const int MaxAttempts = 5;

    public async Task<PriceList> ApplyAsync(
        Guid id, string? name, long? expectedVersion, CommandContext context,
        Func<PriceList, PriceListAnswers, WriteBatch, DateTimeOffset, PriceList> decide, CancellationToken cancellationToken)
    {
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.PriceListAggregate).SetTag(Attributes.AggregateId, id);
        for (var attempt = 1; ; attempt++)
        {
            var answers = await reader.AskAsync(context.TenantId, id, name, cancellationToken);
            var list = answers.PriceList ?? throw NotFoundException.For("price list", id, "id");
            Versions.Require("price list", expectedVersion, list.Version);
            if (answers.NameIsTaken)
                throw NameTaken(name!);
            var batch = batches.Begin(context);
            var result = decide(list, answers, batch, clock.GetStorableNow());
            try
            {
                await batch.CommitAsync(cancellationToken);
                return result;
            }
            catch (DomainException) when (attempt < MaxAttempts && expectedVersion is null)
            {
                // Someone else was first: decide again on what there is now.
            }
        }
    }

    public static ConflictException NameTaken(string name) => new($"The name '{name}' is taken by another price list.", "name", "unique");
}

using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Prices.Storage;
using RusToK.Core.Errors;

namespace RusToK.Core.Commerce.Catalog.Prices.Commands;

/// <summary>Deletes a price list that holds no prices. Its id is not used again.</summary>
[CommandName("commerce.delete_price_list")]
public sealed record DeletePriceList(Guid Id, long? ExpectedVersion = null) : ICommand<PriceList>;

internal sealed class DeletePriceListHandler(PriceListChanges changes) : ICommandHandler<DeletePriceList, PriceList>
{
    public Task<PriceList> HandleAsync(DeletePriceList command, CommandContext context, CancellationToken cancellationToken) =>
        changes.ApplyAsync(
            command.Id, null, command.ExpectedVersion, context,
            static (before, answers, batch, now) =>
            {
                if (answers.HasPrices)
                    throw new ConflictException("The price list holds prices; remove them first, or switch it off.", "id", "in-use");
                var after = before with { UpdatedAt = now, Version = before.Version + 1 };
                batch.Delete(before, before.Version)
                    .Insert(new DeletedId { TenantId = before.TenantId, Aggregate = CommerceSchema.PriceListAggregate, Id = before.Id, DeletedAt = now })
                    .Append(new PriceListDeleted(PriceListState.Of(after)), CommerceSchema.PriceListAggregate, after.Id, after.Version);
                return after;
            },
            cancellationToken);
}

using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Prices.Storage;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;

namespace RusToK.Core.Commerce.Catalog.Prices.Commands;

/// <summary>Renames a price list, switches it, or moves its time. What is not set stays as it is.</summary>
[CommandName("commerce.update_price_list")]
public sealed record UpdatePriceList(Guid Id, long? ExpectedVersion = null) : ICommand<PriceList>
{
    public Change<string> Name { get; init; }

    public Change<bool> IsActive { get; init; }

    public Change<DateTimeOffset?> StartsAt { get; init; }

    public Change<DateTimeOffset?> EndsAt { get; init; }
}

internal sealed class UpdatePriceListHandler(PriceListChanges changes) : ICommandHandler<UpdatePriceList, PriceList>
{
    public Task<PriceList> HandleAsync(UpdatePriceList command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (command.Name.IsSet)
            violations.RequireName("name", command.Name.Or(""), PriceListRules.MaxName);
        violations.ThrowIfAny();
        return changes.ApplyAsync(
            command.Id, command.Name.IsSet ? command.Name.Or("").Trim() : null, command.ExpectedVersion, context,
            (before, _, batch, now) =>
            {
                var after = before with
                {
                    Name = command.Name.Or(before.Name).Trim(),
                    IsActive = command.IsActive.Or(before.IsActive),
                    StartsAt = command.StartsAt.Or(before.StartsAt)?.ToStorable(),
                    EndsAt = command.EndsAt.Or(before.EndsAt)?.ToStorable(),
                    UpdatedAt = now,
                    Version = before.Version + 1,
                };
                var wrong = new Violations();
                PriceListRules.CheckValidity(wrong, after.StartsAt, after.EndsAt);
                wrong.ThrowIfAny();
                batch.Update(after, before.Version)
                    .Append(new PriceListUpdated(PriceListState.Of(after)), CommerceSchema.PriceListAggregate, after.Id, after.Version);
                return after;
            },
            cancellationToken);
    }
}

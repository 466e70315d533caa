using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Events;
using RusToK.Core.Commerce.Catalog.Prices.Storage;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Catalog.Prices.Commands;

/// <summary>Makes a price list without prices; <see cref="SetPrices"/> fills it.</summary>
[CommandName("commerce.create_price_list")]
public sealed record CreatePriceList : ICommand<PriceList>
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    public required string Name { get; init; }

    public required string Currency { get; init; }

    public bool IsActive { get; init; } = true;

    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }
}

internal sealed class CreatePriceListHandler(PriceListReader reader, WriteBatchFactory batches, TimeProvider clock)
    : ICommandHandler<CreatePriceList, PriceList>
{
    public async Task<PriceList> HandleAsync(CreatePriceList command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireName("name", command.Name, PriceListRules.MaxName);
        violations.RequireCurrency("currency", command.Currency);
        PriceListRules.CheckValidity(violations, command.StartsAt, command.EndsAt);
        violations.ThrowIfAny();

        var id = command.Id ?? Guid.CreateVersion7();
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.PriceListAggregate).SetTag(Attributes.AggregateId, id);
        var name = command.Name.Trim();
        var answers = await reader.AskAsync(context.TenantId, id, name, cancellationToken);
        if (answers.PriceList is not null)
            throw new ConflictException($"A price list with id {id} exists.", "id", "unique");
        if (answers.WasDeleted)
            throw new ConflictException($"The id {id} belonged to a price list that was deleted; an id is not used again.", "id", "deleted");
        if (answers.NameIsTaken)
            throw PriceListChanges.NameTaken(name);

        var now = clock.GetStorableNow();
        var list = new PriceList
        {
            TenantId = context.TenantId,
            Id = id,
            Name = name,
            Currency = command.Currency,
            IsActive = command.IsActive,
            StartsAt = command.StartsAt?.ToStorable(),
            EndsAt = command.EndsAt?.ToStorable(),
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        await batches.Begin(context)
            .Insert(list)
            .RequireUnused(context.TenantId, CommerceSchema.PriceListAggregate, id)
            .Append(new PriceListCreated(PriceListState.Of(list)), CommerceSchema.PriceListAggregate, id, list.Version)
            .CommitAsync(cancellationToken);
        return list;
    }
}

using System.Diagnostics;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Commerce.Inventory.Storage;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Inventory.Commands;

/// <summary>Makes a place where stock can lie.</summary>
[CommandName("commerce.create_location")]
public sealed record CreateLocation : ICommand<Location>
{
    /// <summary>The caller's id for it; a new UUIDv7 when absent.</summary>
    public Guid? Id { get; init; }

    public required string Name { get; init; }

    public int Position { get; init; }
}

internal sealed class CreateLocationHandler(LocationReader reader, WriteBatchFactory batches, TimeProvider clock) : ICommandHandler<CreateLocation, Location>
{
    public async Task<Location> HandleAsync(CreateLocation command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.RequireName("name", command.Name, InventoryRules.MaxName);
        violations.ThrowIfAny();
        var id = command.Id ?? Guid.CreateVersion7();
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.LocationAggregate).SetTag(Attributes.AggregateId, id);
        var answers = await reader.AskAsync(context.TenantId, id, command.Name.Trim(), cancellationToken);
        if (answers.Location is not null)
            throw new ConflictException($"A location with id {id} exists.", "id", "unique");
        if (answers.NameIsTaken)
            throw UpdateLocationHandler.NameTaken(command.Name);
        if (answers.Count >= InventoryRules.MaxLocations)
            throw new ConflictException($"There are {InventoryRules.MaxLocations} locations, which is the most.", "name", "count");

        var now = clock.GetStorableNow();
        var location = new Location
        {
            TenantId = context.TenantId,
            Id = id,
            Name = command.Name.Trim(),
            Position = command.Position,
            IsActive = true,
            CreatedAt = now,
            UpdatedAt = now,
            Version = 1,
        };
        await batches.Begin(context)
            .Insert(location)
            .Append(new LocationCreated(LocationState.Of(location)), CommerceSchema.LocationAggregate, id, location.Version)
            .CommitAsync(cancellationToken);
        return location;
    }
}

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

/// <summary>Renames a location, moves it, or switches it. One that is switched off holds no stock, and gets none.</summary>
[CommandName("commerce.update_location")]
public sealed record UpdateLocation(Guid Id, long? ExpectedVersion = null) : ICommand<Location>
{
    public Change<string> Name { get; init; }

    public Change<int> Position { get; init; }

    public Change<bool> IsActive { get; init; }
}

internal sealed class UpdateLocationHandler(LocationReader reader, WriteBatchFactory batches, TimeProvider clock) : ICommandHandler<UpdateLocation, Location>
{
    private const int MaxAttempts = 5;

    private const string Empty = $"""
        SELECT rustok.require(NOT EXISTS (
                SELECT FROM commerce.stock_levels WHERE tenant_id = $1 AND location_id = $2 AND (on_hand <> 0 OR reserved <> 0)),
            '{SqlStates.VersionConflict}', 'commerce.stock_levels')
        """;

    public async Task<Location> HandleAsync(UpdateLocation command, CommandContext context, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        if (command.Name.IsSet)
            violations.RequireName("name", command.Name.Or(""), InventoryRules.MaxName);
        violations.ThrowIfAny();
        Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.LocationAggregate).SetTag(Attributes.AggregateId, command.Id);
        for (var attempt = 1; ; attempt++)
        {
            var answers = await reader.AskAsync(context.TenantId, command.Id, command.Name.IsSet ? command.Name.Or("").Trim() : null, cancellationToken);
            var before = answers.Location ?? throw NotFoundException.For("location", command.Id, "id");
            Versions.Require("location", command.ExpectedVersion, before.Version);
            if (answers.NameIsTaken)
                throw NameTaken(command.Name.Or(""));
            var isClosed = before.IsActive && !command.IsActive.Or(true);
            if (isClosed && answers.HasStock)
                throw new ConflictException("There is stock in the location; move it first.", "isActive", "in-use");
            var after = before with
            {
                Name = command.Name.Or(before.Name).Trim(),
                Position = command.Position.Or(before.Position),
                IsActive = command.IsActive.Or(before.IsActive),
                UpdatedAt = clock.GetStorableNow(),
                Version = before.Version + 1,
            };
            try
            {
                var batch = batches.Begin(context).Update(after, before.Version);
                // After the update, which waits for whoever brings stock there.
                if (isClosed)
                    batch.Execute(Empty, Sql.Id(after.TenantId), Sql.Id(after.Id));
                await batch.Append(new LocationUpdated(LocationState.Of(after)), CommerceSchema.LocationAggregate, after.Id, after.Version)
                    .CommitAsync(cancellationToken);
                return after;
            }
            catch (DomainException) when (attempt < MaxAttempts && command.ExpectedVersion is null)
            {
                // Someone else was first: decide again on what there is now.
            }
        }
    }

    public static ConflictException NameTaken(string name) => new($"The name '{name.Trim()}' is taken by another location.", "name", "unique");
}

using System.Diagnostics;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Inventory.Commands;
using RusToK.Core.Commerce.Inventory.Events;
using RusToK.Core.Content;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Events.Log;
using RusToK.Core.Persistence;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce.Inventory.Storage;

/// <summary>
/// Moves stock by <c>commerce.move_stock</c>: locks, decides and tells of it in one round trip, whatever comes at the same time.
/// </summary>
internal sealed class StockMoves(TenantStatements statements, WriteBatchFactory batches, TimeProvider clock)
{
    private const string Move = $"""
        SELECT m.appended, m.levels FROM commerce.move_stock({ReservedEvents.Origin}, $9, $10, $11, $12, $13, $14) m
        """;

    /// <exception cref="InvalidInputException">A movement names what is not there, or would leave less than nothing.</exception>
    public async Task<IReadOnlyList<StockResult>> ApplyAsync(
        IReadOnlyList<StockMove> moves, string reason, bool absolute, CommandContext context, CancellationToken cancellationToken)
    {
        Check(moves, reason, absolute);
        if (moves.Count == 1)
            Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.InventoryAggregate);
        var events = batches.Reserve(EventsOf(moves.Count), context);
        try
        {
            return await statements.WriteAsync(context.TenantId, async (batch, cancellationToken) =>
            {
                batch.Add(Move, [
                    .. events.Parameters,
                    Sql.Ids(moves.Select(m => m.VariantId)), Sql.Ids(moves.Select(m => m.LocationId)), Sql.Numbers(moves.Select(m => m.Amount)),
                    new NpgsqlParameter<bool> { TypedValue = absolute }, Sql.Text(reason.Trim()), Sql.Time(clock.GetStorableNow())]);
                await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
                await reader.ReadAsync(cancellationToken);
                var (appended, levels) = (reader.GetFieldValue<Guid[]>(0), reader.GetString(1));
                await reader.NextResultAsync(cancellationToken);
                events.Complete(appended.ToHashSet());
                return CommerceJson.Read<List<StockResult>>(levels);
            }, cancellationToken);
        }
        catch (PostgresException error) when (SqlRefusal.Of(error) is { } refusals)
        {
            throw new InvalidInputException([.. refusals.Select(r => Describe(r, absolute))]);
        }
        catch (PostgresException error) when (batches.Translate(error) is { } refusal)
        {
            throw refusal;
        }
    }

    /// <summary>Slots for the movements of so many variants: first all that tell of a movement, then all that tell of low stock.</summary>
    public static IReadOnlyList<(Type Record, string AggregateType)> EventsOf(int variants) =>
    [
        .. Enumerable.Repeat((typeof(InventoryAdjusted), CommerceSchema.InventoryAggregate), variants),
        .. Enumerable.Repeat((typeof(InventoryLow), CommerceSchema.InventoryAggregate), variants),
    ];

    private static void Check(IReadOnlyList<StockMove> moves, string reason, bool absolute)
    {
        var field = absolute ? "counts" : "moves";
        var violations = new Violations();
        violations.RequireName("reason", reason, InventoryRules.MaxReason);
        if (moves.Count is 0 or > InventoryRules.MaxMoves)
            violations.Add(field, "count", $"{field} must hold 1 to {InventoryRules.MaxMoves} movements; there are {moves.Count}.");
        var known = new HashSet<(Guid, Guid?)>();
        for (var i = 0; i < Math.Min(moves.Count, InventoryRules.MaxMoves); i++)
        {
            if (!known.Add((moves[i].VariantId, moves[i].LocationId)))
                violations.Add($"{field}[{i}]", "unique", $"{field}[{i}] names a variant and a location twice.");
            if (absolute && moves[i].Amount < 0)
                violations.Add($"{field}[{i}].amount", "range", $"{field}[{i}].amount must not be negative.");
            if (Math.Abs((long)moves[i].Amount) > InventoryRules.MaxOnHand)
                violations.Add($"{field}[{i}].amount", "range", $"{field}[{i}].amount must be at most {InventoryRules.MaxOnHand}.");
        }

        violations.ThrowIfAny();
    }

    private static FieldError Describe(SqlRefusal refusal, bool absolute)
    {
        var path = $"{(absolute ? "counts" : "moves")}[{refusal.Index}]";
        return refusal.Rule switch
        {
            "variant" => new FieldError(path + ".variantId", "exists", $"{path}.variantId names no variant."),
            "location" => new FieldError(path + ".locationId", "exists", $"{path}.locationId names no active location."),
            "no-location" => new FieldError(path + ".locationId", "exists", $"{path}.locationId is needed: there is no active location to be the default."),
            _ => new FieldError(path + ".amount", "range",
                $"{path}.amount would leave less than 0 or more than {InventoryRules.MaxOnHand} pieces there; {refusal.Available} are on hand."),
        };
    }
}

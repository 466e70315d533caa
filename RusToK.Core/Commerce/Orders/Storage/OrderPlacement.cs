using Npgsql;
using NpgsqlTypes;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Inventory.Storage;
using RusToK.Core.Commerce.Orders.Commands;
using RusToK.Core.Commerce.Orders.Events;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Events.Log;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Orders.Storage;

/// <summary>Places orders by <c>commerce.place_order</c>: one transaction, one round trip, one lock per product in the order of their ids.</summary>
internal sealed class OrderPlacement(TenantStatements statements, WriteBatchFactory batches, TimeProvider clock)
{
    private const string Place = $"""
        SELECT o.made, o.placed, o.appended
          FROM commerce.place_order({ReservedEvents.Origin}, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23) o
        """;

    /// <returns>The new order, or the id of the one that the key has made before.</returns>
    /// <exception cref="InvalidInputException">A line names no variant that is sold, or one without a price in the currency.</exception>
    /// <exception cref="ConflictException">There is not enough of a line, or the key was used for another request.</exception>
    public async Task<(OrderResult? Order, Guid? Made)> PlaceAsync(PlaceOrder command, byte[] hash, CommandContext context, CancellationToken cancellationToken)
    {
        var events = batches.Reserve([(typeof(OrderPlaced), CommerceSchema.OrderAggregate), .. StockMoves.EventsOf(command.Lines.Count)], context);
        var id = Guid.CreateVersion7();
        string[] locales = command.Locale is { } locale && locale != context.DefaultLocale ? [locale, context.DefaultLocale] : [context.DefaultLocale];
        try
        {
            return await statements.WriteAsync(context.TenantId, async (batch, cancellationToken) =>
            {
                batch.Add(Place, [
                    .. events.Parameters,
                    Sql.Id(id), Sql.Text(OrderNumber.New()), Sql.Text(command.IdempotencyKey), Sql.Bytes(hash), Sql.Text(command.Currency),
                    Sql.Texts(locales), Sql.Id(command.CustomerId),
                    Sql.Ids(command.Lines.Select(l => l.VariantId)), Sql.Numbers(command.Lines.Select(l => l.Quantity)),
                    Sql.Text(command.Contact.Email), Sql.Text(command.Contact.Name), Sql.Text(command.Contact.Phone), Sql.Text(command.Note),
                    new NpgsqlParameter
                    {
                        Value = command.ShippingAddress is { } address ? CommerceJson.Write(address) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb,
                    },
                    Sql.Time(clock.GetStorableNow())]);
                await using var reader = await batch.ExecuteTenantReaderAsync(cancellationToken);
                await reader.ReadAsync(cancellationToken);
                var (made, placed, appended) = (reader.GuidOrNull(0), reader.TextOrNull(1), reader.IsDBNull(2) ? [] : reader.GetFieldValue<Guid[]>(2));
                await reader.NextResultAsync(cancellationToken);
                events.Complete(appended.ToHashSet());
                return (placed is null ? null : Read(placed, context.TenantId, id), made);
            }, cancellationToken);
        }
        catch (PostgresException error) when (SqlRefusal.Of(error) is { } refusals)
        {
            throw Describe(refusals, command);
        }
        catch (PostgresException error) when (error.SqlState == SqlStates.KeyReused)
        {
            throw new ConflictException("The idempotency key was used for another request.", "idempotencyKey", "idempotency", error);
        }
        catch (PostgresException error) when (batches.Translate(error) is { } refusal)
        {
            throw refusal;
        }
    }

    private static OrderResult Read(string placed, Guid tenantId, Guid id)
    {
        var state = CommerceJson.Read<OrderPlaced>(placed).Order;
        return new OrderResult(
            new Order
            {
                TenantId = tenantId,
                Id = id,
                Number = state.Number,
                Status = state.Status,
                CustomerId = state.CustomerId,
                Currency = state.Currency,
                Total = state.Total,
                ItemCount = state.ItemCount,
                PlacedAt = state.PlacedAt.ToUniversalTime(),
                UpdatedAt = state.UpdatedAt.ToUniversalTime(),
                Version = 1,
            },
            [
                .. state.Lines.Select((l, i) => new OrderLine
                {
                    TenantId = tenantId,
                    OrderId = id,
                    Position = i + 1,
                    ProductId = l.ProductId,
                    VariantId = l.VariantId,
                    Sku = l.Sku,
                    Title = l.Title,
                    VariantTitle = l.VariantTitle,
                    Quantity = l.Quantity,
                    UnitPrice = l.UnitPrice,
                    Total = l.Total,
                }),
            ],
            IsNew: true);
    }

    /// <summary>Wrong input first: with it the request fails again, whatever is in stock.</summary>
    private static DomainException Describe(IReadOnlyList<SqlRefusal> refusals, PlaceOrder command)
    {
        var wrong = refusals.Where(r => r.Rule != "stock").Select(r => r.Rule == "price"
            ? new FieldError($"lines[{r.Index}].variantId", "price", $"lines[{r.Index}].variantId has no price in {command.Currency}.")
            : new FieldError($"lines[{r.Index}].variantId", "exists", $"lines[{r.Index}].variantId names no variant that is sold.")).ToList();
        if (wrong.Count > 0)
            return new InvalidInputException(wrong);
        var short_ = refusals.Select(r =>
            $"lines[{r.Index}]: {Math.Max(0, r.Available ?? 0)} of {r.Subject} are available, {command.Lines[r.Index].Quantity} were ordered");
        return new ConflictException($"There is not enough: {string.Join("; ", short_)}.", $"lines[{refusals[0].Index}].quantity", "stock");
    }
}

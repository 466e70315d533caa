using RusToK.Core.Commands;
using RusToK.Core.Commerce.Inventory.Storage;

namespace RusToK.Core.Commerce.Inventory.Commands;

/// <summary>One change of stock.</summary>
/// <param name="VariantId">The variant.</param>
/// <param name="Amount">Pieces that come or, below zero, go; of <see cref="SetStock"/> those that are there.</param>
/// <param name="LocationId">The place; the tenant's default when null.</param>
public sealed record StockMove(Guid VariantId, int Amount, Guid? LocationId = null);

/// <summary>Adds pieces to what is on hand, or takes them away; all movements or none.</summary>
/// <param name="Moves">1 to 250.</param>
/// <param name="Reason">Why, in the merchant's words: <c>received</c>, <c>damaged</c>.</param>
[CommandName("commerce.adjust_stock")]
public sealed record AdjustStock(IReadOnlyList<StockMove> Moves, string Reason) : ICommand<IReadOnlyList<StockResult>>;

internal sealed class AdjustStockHandler(StockMoves moves) : ICommandHandler<AdjustStock, IReadOnlyList<StockResult>>
{
    public Task<IReadOnlyList<StockResult>> HandleAsync(AdjustStock command, CommandContext context, CancellationToken cancellationToken) =>
        moves.ApplyAsync(command.Moves, command.Reason, absolute: false, context, cancellationToken);
}

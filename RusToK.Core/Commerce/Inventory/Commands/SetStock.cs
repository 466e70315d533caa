using RusToK.Core.Commands;
using RusToK.Core.Commerce.Inventory.Storage;

namespace RusToK.Core.Commerce.Inventory.Commands;

/// <summary>Says how many pieces are on hand; all of the counts or none. What is reserved stays reserved.</summary>
/// <param name="Counts">1 to 250; one a variant and location.</param>
/// <param name="Reason">Why, in the merchant's words: <c>counted</c>.</param>
[CommandName("commerce.set_stock")]
public sealed record SetStock(IReadOnlyList<StockMove> Counts, string Reason) : ICommand<IReadOnlyList<StockResult>>;

internal sealed class SetStockHandler(StockMoves moves) : ICommandHandler<SetStock, IReadOnlyList<StockResult>>
{
    public Task<IReadOnlyList<StockResult>> HandleAsync(SetStock command, CommandContext context, CancellationToken cancellationToken) =>
        moves.ApplyAsync(command.Counts, command.Reason, absolute: true, context, cancellationToken);
}

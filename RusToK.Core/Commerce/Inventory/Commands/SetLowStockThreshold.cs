using RusToK.Core.Commands;
using RusToK.Core.Commerce.Catalog.Variants;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Persistence;

namespace RusToK.Core.Commerce.Inventory.Commands;

/// <summary>Sets what stock is low below, for variants that name no threshold of their own. Stock is held against it from its next movement on.</summary>
[CommandName("commerce.set_low_stock_threshold")]
public sealed record SetLowStockThreshold(int Threshold) : ICommand<CommerceSettings>;

internal sealed class SetLowStockThresholdHandler(WriteBatchFactory batches, TimeProvider clock) : ICommandHandler<SetLowStockThreshold, CommerceSettings>
{
    public async Task<CommerceSettings> HandleAsync(SetLowStockThreshold command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.Threshold is < 0 or > VariantRules.MaxThreshold)
            throw new InvalidInputException("threshold", "range", $"threshold must be 0 to {VariantRules.MaxThreshold}.");
        var settings = new CommerceSettings { TenantId = context.TenantId, LowStockThreshold = command.Threshold, UpdatedAt = clock.GetStorableNow() };
        await batches.Begin(context).Upsert(settings).CommitAsync(cancellationToken);
        return settings;
    }
}

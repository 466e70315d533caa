using System.Diagnostics;
using System.Security.Cryptography;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Commerce.Orders.Storage;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;
using RusToK.Core.Tenancy;

namespace RusToK.Core.Commerce.Orders.Commands;

/// <summary>One round trip for a new order; one more to read an order that the key has made before.</summary>
internal sealed class PlaceOrderHandler(OrderPlacement placement, OrderReader reader) : ICommandHandler<PlaceOrder, OrderResult>
{
    private const int MaxAttempts = 3;

    public async Task<OrderResult> HandleAsync(PlaceOrder command, CommandContext context, CancellationToken cancellationToken)
    {
        Check(command).ThrowIfAny();
        command = Tidy(command);
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(CommerceJson.Write(command with { IdempotencyKey = "" })));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (order, made) = await placement.PlaceAsync(command, hash, context, cancellationToken);
                Activity.Current?.SetTag(Attributes.AggregateType, CommerceSchema.OrderAggregate).SetTag(Attributes.AggregateId, made ?? order?.Order.Id);
                return order ?? await reader.FindAsync(context.TenantId, made!.Value, cancellationToken)
                    ?? throw NotFoundException.For("order", made.Value);
            }
            catch (ConflictException refused) when (refused.Field == "number" && attempt < MaxAttempts)
            {
                // Two orders drew the same number; draw another.
            }
        }
    }

    private static Violations Check(PlaceOrder command)
    {
        var violations = new Violations();
        violations.RequireName("idempotencyKey", command.IdempotencyKey, OrderRules.MaxKey);
        violations.RequireCurrency("currency", command.Currency);
        if (command.Locale is not null)
            violations.RequireLocale("locale", command.Locale);
        if (command.Lines.Count is 0 or > OrderRules.MaxLines)
            violations.Add("lines", "count", $"lines must hold 1 to {OrderRules.MaxLines} lines; there are {command.Lines.Count}.");
        var variants = new HashSet<Guid>();
        for (var i = 0; i < Math.Min(command.Lines.Count, OrderRules.MaxLines); i++)
        {
            if (command.Lines[i].Quantity is < 1 or > OrderRules.MaxQuantity)
                violations.Add($"lines[{i}].quantity", "range", $"lines[{i}].quantity must be 1 to {OrderRules.MaxQuantity}.");
            if (!variants.Add(command.Lines[i].VariantId))
                violations.Add($"lines[{i}].variantId", "unique", $"lines[{i}].variantId is given twice; add the quantities.");
        }

        OrderRules.CheckContact(violations, "contact.", command.Contact, isGuest: command.CustomerId is null);
        if (command.ShippingAddress is { } address)
            OrderRules.CheckAddress(violations, "shippingAddress.", address);
        violations.RequireAtMost("note", command.Note, OrderRules.MaxNote);
        return violations;
    }

    private static PlaceOrder Tidy(PlaceOrder command) => command with
    {
        IdempotencyKey = command.IdempotencyKey.Trim(),
        Locale = command.Locale is { } locale ? LocaleTag.Canonical(locale) : null,
        Contact = command.Contact with { Email = command.Contact.Email?.Trim().ToLowerInvariant() },
    };
}

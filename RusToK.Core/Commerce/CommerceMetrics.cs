using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Commerce;

/// <summary>Counts what the module's commands do. Series exist from the start, for every label value that is known then.</summary>
internal sealed class CommerceMetrics : ICommandObserver
{
    private const string Prefix = "commerce.";
    private const string Operation = "operation";
    private const string Outcome = "outcome";
    private const string Status = "status";
    private const string Currency = "currency";

    private static readonly Counter<long> Operations = TelemetrySources.CommerceMeter.CreateCounter<long>(
        "rustok.commerce.operations", "{operation}", "Commands of the commerce module, by outcome.");

    private static readonly Counter<long> Orders = TelemetrySources.CommerceMeter.CreateCounter<long>(
        "rustok.commerce.orders", "{order}", "Orders that came into a status.");

    private static readonly Counter<double> Revenue = TelemetrySources.CommerceMeter.CreateCounter<double>(
        "rustok.commerce.revenue", "1", "Amounts of orders that were paid, in units of the currency.");

    public CommerceMetrics()
    {
        foreach (var name in Assembly.GetExecutingAssembly().GetTypes().Select(t => t.GetCustomAttribute<CommandNameAttribute>()?.Name))
            if (name?.StartsWith(Prefix, StringComparison.Ordinal) == true)
                foreach (var outcome in CommandOutcome.All)
                    Operations.Add(0, new TagList { { Operation, name[Prefix.Length..] }, { Outcome, outcome } });
        foreach (var status in Enum.GetValues<OrderStatus>())
            Orders.Add(0, new KeyValuePair<string, object?>(Status, EnumText<OrderStatus>.Of(status)));
    }

    public void Ended(in EndedCommand ended)
    {
        if (!ended.Name.StartsWith(Prefix, StringComparison.Ordinal))
            return;
        Operations.Add(1, new TagList { { Operation, ended.Name[Prefix.Length..] }, { Outcome, CommandOutcome.Of(ended.Failure) } });
        if (ended.Result is not OrderResult { Order: { } order } placed || (order.Status == OrderStatus.Pending && !placed.IsNew))
            return;
        Orders.Add(1, new KeyValuePair<string, object?>(Status, EnumText<OrderStatus>.Of(order.Status)));
        if (order.Status == OrderStatus.Paid && Currencies.Exists(order.Currency))
            Revenue.Add((double)order.Total, new KeyValuePair<string, object?>(Currency, order.Currency));
    }
}

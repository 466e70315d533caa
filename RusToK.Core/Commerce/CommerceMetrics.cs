using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using RusToK.Core.Commands;
using RusToK.Core.Commerce.Money;
using RusToK.Core.Commerce.Orders;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Commerce;

/// <summary>Counts what the module's commands do. Series exist from the start, for every label value that is known then.</summary>
internal sealed class CommerceMetrics : ICommandObserver
{
    private const string Prefix = "commerce.";

    private static readonly Counter<long> Operations = CommerceInstruments.Operations.CreateCounter<long>();

    private static readonly Counter<long> Orders = CommerceInstruments.Orders.CreateCounter<long>();

    private static readonly Counter<double> Revenue = CommerceInstruments.Revenue.CreateCounter<double>();

    public CommerceMetrics()
    {
        foreach (var name in Assembly.GetExecutingAssembly().GetTypes().Select(t => t.GetCustomAttribute<CommandNameAttribute>()?.Name))
            if (name?.StartsWith(Prefix, StringComparison.Ordinal) == true)
                foreach (var outcome in CommandOutcome.All)
                    Operations.Add(0, new TagList { { Attributes.Operation, name[Prefix.Length..] }, { Attributes.OutcomeLabel, outcome } });
        foreach (var status in Enum.GetValues<OrderStatus>())
            Orders.Add(0, new KeyValuePair<string, object?>(Attributes.Status, EnumText<OrderStatus>.Of(status)));
    }

    public void Ended(in EndedCommand ended)
    {
        if (!ended.Name.StartsWith(Prefix, StringComparison.Ordinal))
            return;
        Operations.Add(1, new TagList { { Attributes.Operation, ended.Name[Prefix.Length..] }, { Attributes.OutcomeLabel, CommandOutcome.Of(ended.Failure) } });
        if (ended.Result is not OrderResult { Order: { } order } placed || (order.Status == OrderStatus.Pending && !placed.IsNew))
            return;
        Orders.Add(1, new KeyValuePair<string, object?>(Attributes.Status, EnumText<OrderStatus>.Of(order.Status)));
        if (order.Status == OrderStatus.Paid && Currencies.Exists(order.Currency))
            Revenue.Add((double)order.Total, new KeyValuePair<string, object?>(Attributes.Currency, order.Currency));
    }
}

using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using RusToK.Core.Commands;
using RusToK.Core.Content.Categories;
using RusToK.Core.Content.Forum.Commands;
using RusToK.Core.Content.Menus;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Nodes.Commands;
using RusToK.Core.Content.Pages.Commands;
using RusToK.Core.Content.Tags;
using RusToK.Core.Content.Text;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;
using RusToK.Core.Telemetry.Catalogue.Instruments;

namespace RusToK.Core.Content;

/// <summary>Counts and times what the module's commands do.</summary>
/// <remarks>
/// Every operation on every kind with every outcome would be some 2,400 series in each process, most of which nothing can ever fill. What
/// exists from the start, some 220, is success with each kind an operation can be about, and the outcomes somebody asks for when nothing
/// happens (<see cref="Likely"/>) with the kind that a failure has. Others begin when they first occur.
/// </remarks>
internal sealed class ContentMetrics : ICommandObserver
{
    private const string Prefix = "content.";

    /// <summary>The kind of what has none here, or of a node that was not reached.</summary>
    private const string AnyNode = "node";

    private static readonly string[] Likely =
        [CommandOutcome.Of(ErrorCode.Validation), CommandOutcome.Of(ErrorCode.NotFound), CommandOutcome.Of(ErrorCode.Conflict), CommandOutcome.Of(ErrorCode.Internal)];

    private static readonly Counter<long> Count = ContentInstruments.Operations.CreateCounter<long>();
    private static readonly Histogram<double> Duration = ContentInstruments.OperationDuration.CreateHistogram();

    private static readonly FrozenDictionary<Type, Operation> Operations = Assembly.GetExecutingAssembly().GetTypes()
        .Select(type => (Type: type, type.GetCustomAttribute<CommandNameAttribute>()?.Name))
        .Where(command => command.Name?.StartsWith(Prefix, StringComparison.Ordinal) == true)
        .ToFrozenDictionary(command => command.Type, command => new Operation(command.Name![Prefix.Length..], KindOf(command.Type)));

    public ContentMetrics()
    {
        foreach (var (command, operation) in Operations)
        {
            string[] reached = operation.Kind == AnyNode ? [.. EnumText<NodeKind>.All] : [operation.Kind];
            foreach (var kind in reached)
                Begin(operation.Name, kind, CommandOutcome.Ok);
            foreach (var kind in command == typeof(CreateNode) ? reached : [operation.Kind])
                foreach (var outcome in Likely)
                    Begin(operation.Name, kind, outcome);
        }
    }

    public void Ended(in EndedCommand ended)
    {
        if (!Operations.TryGetValue(ended.Command.GetType(), out var operation))
            return;
        var kind = ended switch
        {
            { Result: NodeResult { Node.Kind: var reached } } => EnumText<NodeKind>.Of(reached),
            { Command: CreateNode { Kind: var wanted } } when Enum.IsDefined(wanted) => EnumText<NodeKind>.Of(wanted),
            _ => operation.Kind,
        };
        var outcome = CommandOutcome.Of(ended.Failure);
        Count.Add(1, new(Attributes.Operation, operation.Name), new(Attributes.Kind, kind), new(Attributes.OutcomeLabel, outcome));
        Duration.Record(ended.Duration.TotalSeconds, new(Attributes.Operation, operation.Name), new(Attributes.OutcomeLabel, outcome));
    }

    private static void Begin(string operation, string kind, string outcome) =>
        Count.Add(0, new TagList { { Attributes.Operation, operation }, { Attributes.Kind, kind }, { Attributes.OutcomeLabel, outcome } });

    /// <summary>What a command is about, as far as it says so itself.</summary>
    private static string KindOf(Type command) => command switch
    {
        _ when command == typeof(SetPageBlocks) => EnumText<NodeKind>.Of(NodeKind.Page),
        _ when command == typeof(CreateTopic) || command == typeof(EditTopic) || command == typeof(SetTopicState) => EnumText<NodeKind>.Of(NodeKind.ForumTopic),
        _ when command == typeof(CreateReply) || command == typeof(EditReply) || command == typeof(ModerateReply) => EnumText<NodeKind>.Of(NodeKind.ForumReply),
        _ when command.IsAssignableTo(typeof(ICommand<CategoryResult>)) => "category",
        _ when command.IsAssignableTo(typeof(ICommand<TagResult>)) => "tag",
        _ when command.IsAssignableTo(typeof(ICommand<Menu>)) => "menu",
        _ => AnyNode,
    };

    private sealed record Operation(string Name, string Kind);
}

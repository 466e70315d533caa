namespace RusToK.Core.Commands;

/// <summary>A request to change state, with everything the handler needs besides the <see cref="CommandContext"/>.</summary>
/// <typeparam name="TResult">What the caller learns when it has been done.</typeparam>
#pragma warning disable CA1040 // The type parameter is the contract: it ties a command to its result.
public interface ICommand<TResult>;
#pragma warning restore CA1040

/// <summary>The name a command has in traces, metrics and SQL comments: <c>module.verb_noun</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CommandNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Validates one kind of command, changes the state and appends the events, all in one transaction.</summary>
public interface ICommandHandler<in TCommand, TResult>
    where TCommand : ICommand<TResult>
{
    Task<TResult> HandleAsync(TCommand command, CommandContext context, CancellationToken cancellationToken);
}

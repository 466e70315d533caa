using RusToK.Core.Commands;
using RusToK.Core.Errors;

namespace RusToK.Core.Identity;

/// <summary>A handler of this module: its outcomes are counted.</summary>
internal abstract class UserCommandHandler<TCommand, TResult> : ICommandHandler<TCommand, TResult>
    where TCommand : ICommand<TResult>
{
    private static readonly string Activity = UserActivity.NameOf(typeof(TCommand));

    public async Task<TResult> HandleAsync(TCommand command, CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            var result = await RunAsync(command, context, cancellationToken);
            UserActivity.Count(Activity, UserActivity.Ok);
            return result;
        }
        catch (Exception error)
        {
            UserActivity.Count(Activity, OutcomeOf(error));
            throw;
        }
    }

    protected abstract Task<TResult> RunAsync(TCommand command, CommandContext context, CancellationToken cancellationToken);

    private static string OutcomeOf(Exception error) => error switch
    {
        RateLimitedException => UserActivity.Limited,
        DomainException => UserActivity.Refused,
        OperationCanceledException => UserActivity.Cancelled,
        _ => UserActivity.Failed,
    };
}

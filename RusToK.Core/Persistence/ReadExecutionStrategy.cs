using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RusToK.Core.Resilience;

namespace RusToK.Core.Persistence;

/// <summary>
/// Runs Entity Framework's queries for tenants by PostgreSQL's one definition, up to their first row. What Entity Framework does without a tenant is
/// the migrations', which take as long as they take.
/// </summary>
internal sealed class ReadExecutionStrategy(DbContext context, Dependency database) : IExecutionStrategy
{
    /// <summary>False: rows are read as they come and not kept for a second attempt.</summary>
    public bool RetriesOnFailure => false;

    public TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded) => operation(context, state);

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state, Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded, CancellationToken cancellationToken) =>
        context is RusToKDbContext { CurrentTenantId: var tenant } && tenant != Guid.Empty
            ? await database.ReadAsync(
                static (s, stop) => new ValueTask<TResult>(s.operation(s.context, s.state, stop)), (context, operation, state), cancellationToken)
            : await operation(context, state, cancellationToken);
}

using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content;
using RusToK.Core.Errors;
using RusToK.Core.Identity.Access;
using RusToK.Core.Persistence;
using RusToK.Core.Tenancy.Lookup;

namespace RusToK.Core.Identity.Audit;

/// <summary>Records what super administrators do in tenants that are not theirs.</summary>
public sealed partial class AuditTrail(WriteBatchFactory writes, TimeProvider clock, ILogger<AuditTrail> logger)
{
    private const int MaxOperation = 128;

    /// <summary>Runs an operation, with its two lines when the actor is a stranger to the tenant. Without the first line it does not run.</summary>
    /// <param name="operation">Name of the mutation or the endpoint.</param>
    /// <param name="actor">Who; nobody leaves no line.</param>
    /// <param name="tenant">Where.</param>
    /// <param name="run">The operation.</param>
    /// <param name="outcomeOf">Reads the outcome of one that does not throw what it refuses.</param>
    public async ValueTask<T> RunAsync<T>(
        string operation, Actor? actor, CurrentTenant tenant, Func<ValueTask<T>> run, Func<T, AuditOutcome>? outcomeOf = null)
    {
        if (actor is null || !tenant.IsResolved || actor.TenantId == tenant.Tenant.Id)
            return await run();

        var (context, operationId) = (tenant.CommandContext(), Guid.CreateVersion7());
        await WriteAsync(context, Line(AuditOutcome.Begun, null));
        T result;
        try
        {
            result = await run();
        }
        catch (Exception error)
        {
            await EndAsync(error is DomainException refusal
                ? Line(AuditOutcome.Refused, refusal.Code.ToWire())
                : Line(AuditOutcome.Failed, ErrorCode.Internal.ToWire()));
            throw;
        }

        await EndAsync(Line(outcomeOf?.Invoke(result) ?? AuditOutcome.Done, null));
        return result;

        // What was done is done, whether its outcome could be written or not; the first line and its trace remain.
        async Task EndAsync(AuditRecord line)
        {
            try
            {
                await WriteAsync(context, line);
            }
            catch (NpgsqlException error)
            {
                LogNoOutcome(error, operation, operationId);
            }
        }

        AuditRecord Line(AuditOutcome outcome, string? code)
        {
            var now = clock.GetStorableNow();
            return new AuditRecord
            {
                TenantId = context.TenantId,
                // By it the log is read: an operation may begin in the millisecond in which another one ends.
                Id = OrderedId.Create(now),
                OperationId = operationId,
                At = now,
                ActorId = actor.UserId,
                ActorTenantId = actor.TenantId,
                ActorRole = actor.Role,
                Operation = operation.Length <= MaxOperation ? operation : operation[..MaxOperation],
                Outcome = outcome,
                Code = code,
                TraceId = Activity.Current?.TraceId.ToHexString(),
            };
        }
    }

    // A client that has gone does not stop the record of what was done for it.
    private Task WriteAsync(CommandContext context, AuditRecord record) =>
        writes.Begin(context).Insert(record).CommitAsync(CancellationToken.None);

    [LoggerMessage(2102, LogLevel.Error, "The outcome of {Operation} ({OperationId}) could not be written to the audit log",
        EventName = "audit.outcome_lost")]
    private partial void LogNoOutcome(Exception error, string operation, Guid operationId);
}

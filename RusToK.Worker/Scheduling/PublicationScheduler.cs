using System.Diagnostics;
using Npgsql;
using RusToK.Core.Commands;
using RusToK.Core.Content.Nodes;
using RusToK.Core.Content.Scheduling;
using RusToK.Core.Content.Scheduling.Commands;
using RusToK.Core.Errors;
using RusToK.Core.Telemetry;

namespace RusToK.Worker.Scheduling;

/// <summary>
/// Publishes and unpublishes what was planned, when its time has come. Every worker does: PostgreSQL hands each plan to one of them, and
/// to another when that one comes to nothing. What was due while no worker ran is done as soon as one does.
/// </summary>
internal sealed class PublicationScheduler(NpgsqlDataSource dataSource, IServiceScopeFactory scopes, TimeProvider clock, ILogger<PublicationScheduler> logger)
    : BackgroundService
{
    /// <summary>One probe of an index, which finds nothing nearly always.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Few enough to be done well before the claim ends.</summary>
    private const int BatchSize = 32;

    private const int Parallelism = 4;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What follows belongs to no trace but its own.
        Activity.Current = null;
        await WarmUpAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Interval;
            try
            {
                if (await RunOnceAsync(stoppingToken) == BatchSize)
                    wait = TimeSpan.Zero;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                SchedulerLog.NotClaimed(logger, error);
                wait = Pause;
            }

            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// A Worker sends no other commands, so the first plan would wait for Entity Framework's model and for code that was never run:
    /// seconds. A plan that is nobody's is not found, and nothing else happens.
    /// </summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ICommandHandler<CarryOutSchedule, NodeResult>>().HandleAsync(
                new CarryOutSchedule(Guid.Empty, ScheduledAction.Publish, Guid.Empty, default), new CommandContext(Guid.Empty, "en", null, Guid.Empty), cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // As expected, or for the loop to say.
        }
    }

    /// <summary>Claims what is due and carries it out.</summary>
    /// <returns>How many there were.</returns>
    internal async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var due = await DueSchedules.ClaimAsync(dataSource, BatchSize, cancellationToken);
        // What is planned for one node in the order of time; nodes beside each other.
        await Parallel.ForEachAsync(
            due.GroupBy(d => (d.TenantId, d.NodeId)),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
            async (plans, cancellation) =>
            {
                foreach (var plan in plans.OrderBy(p => p.DueAt))
                    await CarryOutAsync(plan, cancellation);
            });
        return due.Count;
    }

    private async Task CarryOutAsync(DueSchedule plan, CancellationToken cancellationToken)
    {
        var context = new CommandContext(plan.TenantId, plan.DefaultLocale, plan.ActorId, plan.CorrelationId, CausationId: plan.Id);
        Activity.Current = null;
        using var span = ScheduleSpan.Start(plan, clock.GetUtcNow());
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<CommandDispatcher>().SendAsync<CarryOutSchedule, NodeResult>(
                new CarryOutSchedule(plan.NodeId, plan.Action, plan.Id, plan.DueAt), context, cancellationToken);
            span?.SetTag(Attributes.Outcome, "ok");
        }
        catch (NotFoundException)
        {
            // The node was deleted after the claim, and its plans with it.
            span?.SetTag(Attributes.Outcome, "gone");
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            span?.SetTag(Attributes.Outcome, "failed");
            span?.Fail(error);
            SchedulerLog.NotDone(logger, error, plan.Action, plan.NodeId, plan.TenantId, plan.Attempt);
        }
    }
}

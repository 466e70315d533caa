using Polly;

namespace RusToK.Core.Faults;

/// <summary>A seam that has no pipeline of its own: whatever passes it waits or fails there, as the faults that are switched on want it.</summary>
public sealed class FaultPoint
{
    private readonly ActiveFaults _faults;
    private readonly ResiliencePipeline _pipeline;

    /// <param name="faults">What is switched on.</param>
    /// <param name="seam">One of <see cref="FaultSeams"/>.</param>
    /// <param name="failure">What the thing behind it would have thrown.</param>
    public FaultPoint(ActiveFaults faults, string seam, Func<Fault, Exception> failure) =>
        (_faults, _pipeline) = (faults, new ResiliencePipelineBuilder().AddFaults(faults, seam, failure).Build());

    /// <summary>Returns at once, and without an allocation, while no fault is switched on.</summary>
    /// <param name="subject">What passes.</param>
    /// <param name="cancellationToken">Ends a delay.</param>
    public ValueTask PassAsync<TSubject>(TSubject subject, CancellationToken cancellationToken)
        where TSubject : IFaultSubject => _faults.AreQuiet ? ValueTask.CompletedTask : RunAsync(subject, cancellationToken);

    private async ValueTask RunAsync(IFaultSubject subject, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: false, cancellationToken);
        FaultStrategies.Describe(context, subject);
        try
        {
            await _pipeline.ExecuteAsync(static _ => ValueTask.CompletedTask, context);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}

using System.Diagnostics;
using Polly;
using Polly.Simmy;
using Polly.Simmy.Fault;
using Polly.Simmy.Latency;
using RusToK.Core.Telemetry;

namespace RusToK.Core.Faults;

/// <summary>The faults of a seam as Polly's chaos strategies.</summary>
public static class FaultStrategies
{
    private static readonly ResiliencePropertyKey<IFaultSubject> Subject = new("rustok.fault.subject");

    /// <summary>Adds a strategy for each fault of the seam that makes a call wait or fail; the innermost of a pipeline, so that the others meet it.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="faults">What is switched on.</param>
    /// <param name="seam">One of <see cref="FaultSeams"/>.</param>
    /// <param name="failure">What the thing that is called would have thrown.</param>
    public static TBuilder AddFaults<TBuilder>(this TBuilder builder, ActiveFaults faults, string seam, Func<Fault, Exception> failure)
        where TBuilder : ResiliencePipelineBuilderBase
    {
        foreach (var fault in FaultCatalogue.All.Where(fault => fault.Seam == seam))
        {
            if (fault.Effect == FaultEffect.Delay)
            {
                builder.AddChaosLatency(new ChaosLatencyStrategyOptions
                {
                    Name = fault.Name,
                    EnabledGenerator = _ => ValueTask.FromResult(faults.Find(fault.Name) is not null),
                    InjectionRateGenerator = args => ValueTask.FromResult(RateOf(faults, fault, args.Context)),
                    LatencyGenerator = _ => ValueTask.FromResult(faults.Find(fault.Name)?.Latency ?? TimeSpan.Zero),
                    OnLatencyInjected = args => Mark(faults, fault, args.Context),
                });
            }
            else if (fault.Effect == FaultEffect.Failure)
            {
                builder.AddChaosFault(new ChaosFaultStrategyOptions
                {
                    Name = fault.Name,
                    EnabledGenerator = _ => ValueTask.FromResult(faults.Find(fault.Name) is not null),
                    InjectionRateGenerator = args => ValueTask.FromResult(RateOf(faults, fault, args.Context)),
                    FaultGenerator = _ => ValueTask.FromResult<Exception?>(failure(fault)),
                    OnFaultInjected = args => Mark(faults, fault, args.Context),
                });
            }
        }

        return builder;
    }

    /// <summary>Says what passes; without it a fault strikes by its rate alone.</summary>
    internal static void Describe(ResilienceContext context, IFaultSubject subject) => context.Properties.Set(Subject, subject);

    private static double RateOf(ActiveFaults faults, Fault fault, ResilienceContext context) => faults.Find(fault.Name) switch
    {
        null => 0,
        { } active when context.Properties.TryGetValue(Subject, out var subject) => subject.RateOf(active),
        { } active => active.Rate,
    };

    private static ValueTask Mark(ActiveFaults faults, Fault fault, ResilienceContext context)
    {
        if (context.Properties.TryGetValue(Subject, out var subject) && faults.Find(fault.Name) is { } active)
            subject.Mark(active);
        else
            Activity.Current?.SetTag(Attributes.Fault, fault.Name);
        return ValueTask.CompletedTask;
    }
}

using System.Diagnostics;
using OpenTelemetry.Trace;
using RusToK.ServiceDefaults.Telemetry.Border;
using Xunit;

namespace RusToK.Tests.Telemetry;

public sealed class BorderSamplerTests
{
    [Theory]
    [InlineData(ActivityTraceFlags.Recorded)]
    [InlineData(ActivityTraceFlags.None)]
    public void What_a_caller_from_outside_has_sampled_neither_forces_nor_forbids_anything(ActivityTraceFlags flags)
    {
        var caller = Remote(flags);
        Assert.Equal(SamplingDecision.RecordOnly, Decide(new BorderSampler(0, SamplingDecision.RecordOnly), caller, ActivityKind.Server));
        Assert.Equal(SamplingDecision.Drop, Decide(new BorderSampler(0, SamplingDecision.Drop), caller, ActivityKind.Server));
        Assert.Equal(SamplingDecision.RecordAndSample, Decide(new BorderSampler(1, SamplingDecision.RecordOnly), caller, ActivityKind.Server));
    }

    [Theory]
    [InlineData(ActivityKind.Consumer)]
    [InlineData(ActivityKind.Producer)]
    [InlineData(ActivityKind.Client)]
    public void Events_carry_our_own_decision_to_the_Worker(ActivityKind kind)
    {
        Assert.Equal(SamplingDecision.RecordAndSample, Decide(new BorderSampler(0, SamplingDecision.RecordOnly), Remote(ActivityTraceFlags.Recorded), kind));
        Assert.Equal(SamplingDecision.RecordOnly, Decide(new BorderSampler(1, SamplingDecision.RecordOnly), Remote(ActivityTraceFlags.None), kind));
    }

    [Fact]
    public void A_ratio_is_kept_for_own_traces_and_for_those_of_callers_and_one_trace_is_always_decided_alike()
    {
        var sampler = new BorderSampler(0.1, SamplingDecision.RecordOnly);
        var callers = Enumerable.Range(0, 20_000).Select(_ => Remote(ActivityTraceFlags.Recorded)).ToList();
        var decisions = callers.Select(c => Decide(sampler, c, ActivityKind.Server)).ToList();

        // Eight deviations.
        Assert.InRange(decisions.Count(d => d == SamplingDecision.RecordAndSample), 1660, 2340);
        Assert.InRange(Enumerable.Range(0, 20_000).Count(_ => Decide(sampler, default, ActivityKind.Server) == SamplingDecision.RecordAndSample), 1660, 2340);
        Assert.Equal(decisions, callers.Select(c => Decide(sampler, c, ActivityKind.Server)));
    }

    [Fact]
    public void An_id_that_a_ratio_of_ids_always_samples_is_not_always_sampled()
    {
        var sampler = new BorderSampler(0.001, SamplingDecision.RecordOnly);
        // The SDK looks at the last eight bytes as a number.
        var chosen = Enumerable.Range(1, 1000).Select(i => new ActivityContext(
            ActivityTraceId.CreateFromString($"{i:x16}{1:x16}"), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, null, isRemote: true));

        Assert.InRange(chosen.Count(c => Decide(sampler, c, ActivityKind.Server) == SamplingDecision.RecordAndSample), 0, 20);
    }

    private static ActivityContext Remote(ActivityTraceFlags flags) =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, null, isRemote: true);

    private static SamplingDecision Decide(BorderSampler sampler, ActivityContext parent, ActivityKind kind) => sampler.ShouldSample(
        new SamplingParameters(parent, parent == default ? ActivityTraceId.CreateRandom() : parent.TraceId, "span", kind, null, null)).Decision;
}

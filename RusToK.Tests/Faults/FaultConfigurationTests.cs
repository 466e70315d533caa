using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Simmy;
using Polly.Testing;
using RusToK.Core.Faults;
using RusToK.Core.Resilience;
using Xunit;

namespace RusToK.Tests.Faults;

/// <summary>Where faults are allowed, and that nothing of them is there where they are not.</summary>
public sealed class FaultConfigurationTests
{
    private const string Token = "a-token-that-is-long-enough-to-be-one";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Outside_of_development_a_process_with_faults_does_not_start_and_names_the_key(string environment)
    {
        using var host = Host(environment, ("Faults:Enabled", "true"), ("Faults:Token", Token));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));

        Assert.Equal($"Faults:Enabled must be false in the environment {environment}: faults are for Development only.", refused.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    [InlineData("a token of enough length, but with spaces")]
    public async Task A_token_that_anybody_could_guess_is_refused_and_not_said(string? token)
    {
        using var host = Host(Environments.Development, ("Faults:Enabled", "true"), ("Faults:Token", token));

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancellation));

        Assert.Equal("Faults:Token must be at least 32 printable ASCII characters without spaces.", refused.Message);
    }

    [Fact]
    public async Task Without_the_key_there_is_nothing_to_switch()
    {
        using var host = Host(Environments.Production, ("Faults:Token", Token));
        await host.StartAsync(Cancellation);

        Assert.Null(host.Services.GetService<ActiveFaults>());
        Assert.Null(host.Services.GetService<FaultSwitch>());
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public void A_pipeline_has_chaos_strategies_only_where_faults_are_allowed()
    {
        using var board = new SwitchBoard();

        Assert.All(Pipelines(faults: null), pipeline => Assert.Equal(0, ChaosIn(pipeline)));
        Assert.Equal([1, 1, 2, 2], Pipelines(board.Active).Select(ChaosIn));
    }

    private static ResiliencePipeline[] Pipelines(ActiveFaults? faults)
    {
        var dependencies = new DependencySet(
            Options.Create(new ResilienceOptions()), new CircuitBreakers(NullLogger<CircuitBreakers>.Instance), faults);
        return [.. dependencies.PostgreSql.Pipelines, .. dependencies.Redis.Pipelines];
    }

    private static int ChaosIn(ResiliencePipeline pipeline) =>
        pipeline.GetPipelineDescriptor().Strategies.Count(strategy => strategy.Options is ChaosStrategyOptions);

    private static IHost Host(string environment, params (string Key, string? Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.Services.AddFaults(builder.Configuration);
        return builder.Build();
    }
}

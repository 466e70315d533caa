using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Trace;
using RusToK.ServiceDefaults.Telemetry.Border;
using RusToK.ServiceDefaults.Telemetry.Export;

namespace RusToK.ServiceDefaults.Telemetry.Sampling;

internal static class SamplingRegistration
{
    public static IServiceCollection AddSampling(this IServiceCollection services)
    {
        services.AddOptions<SamplingOptions>()
            .Configure<IConfiguration>((options, configuration) =>
                (options.Sampler, options.Argument) = (TextOf(configuration[SamplingOptions.SamplerKey]), TextOf(configuration[SamplingOptions.ArgumentKey])))
            .ValidateOnStart();
        services.AddOptions<TailOptions>().BindConfiguration(TailOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SamplingOptions>, SamplingOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TailOptions>, TailOptionsValidator>());
        return services;
    }

    /// <summary>Where a trace begins it is decided whether it is sampled; spans of the others are recorded only if their end may matter.</summary>
    public static TracerProviderBuilder SetBorderSampler(this TracerProviderBuilder tracing) => tracing.SetSampler(services => new BorderSampler(
        services.GetRequiredService<IOptions<SamplingOptions>>().Value.Ratio,
        HasTail(services) ? SamplingDecision.RecordOnly : SamplingDecision.Drop));

    /// <summary>What stands before the exporters: the tail decision where there is one to make.</summary>
    public static BaseProcessor<Activity> InFrontOf(this IServiceProvider services, IReadOnlyList<BaseProcessor<Activity>> exporters) => HasTail(services)
        ? new TailProcessor(exporters, services.GetRequiredService<IOptions<TailOptions>>().Value, TimeProvider.System)
        : new CompositeProcessor<Activity>(exporters);

    private static bool HasTail(IServiceProvider services) =>
        services.GetRequiredService<IOptions<SamplingOptions>>().Value is { IsOff: false, Ratio: < 1 }
        && services.GetRequiredService<IOptions<TailOptions>>().Value.Enabled
        && services.GetRequiredService<OtlpBackends>().Of(Signals.Traces).Count > 0;

    private static string? TextOf(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

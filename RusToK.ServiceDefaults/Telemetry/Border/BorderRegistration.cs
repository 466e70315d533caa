using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Instrumentation.AspNetCore;

namespace RusToK.ServiceDefaults.Telemetry.Border;

internal static class BorderRegistration
{
    /// <summary>Of what callers say of their traces, takes what is configured; on calls to others, tells them ours.</summary>
    public static IServiceCollection AddBorder(this IServiceCollection services)
    {
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        DistributedContextPropagator.Current = new TraceContextOnlyPropagator(IncomingTrace.Continue);
        services.AddOptions<BorderOptions>().BindConfiguration(BorderOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BorderOptions>, BorderOptionsValidator>());
        // The server takes it from here, where the host has put the one that was current before.
        services.AddSingleton<DistributedContextPropagator>(provider => new TraceContextOnlyPropagator(ModeOf(provider.GetRequiredService<IOptions<BorderOptions>>())));
        services.AddOptions<AspNetCoreTraceInstrumentationOptions>().Configure<IOptions<BorderOptions>>((http, border) =>
        {
            if (ModeOf(border) == IncomingTrace.Link)
                http.EnrichWithHttpRequest = LinkToCaller;
        });
        return services;
    }

    private static IncomingTrace ModeOf(IOptions<BorderOptions> options) => Enum.Parse<IncomingTrace>(options.Value.IncomingTrace, ignoreCase: true);

    private static void LinkToCaller(Activity span, HttpRequest request)
    {
        if (request.Headers["traceparent"] is [{ } text] && ActivityContext.TryParse(text, null, isRemote: true, out var caller))
            span.AddLink(new ActivityLink(caller));
    }
}
